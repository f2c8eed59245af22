"""Which days of a slot are free: a slot and a range come in, its days with their free seats go out. A hold past its time counts as free."""

from __future__ import annotations

import calendar as weeks
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.formats import date_format

from sponsors.dates import site_today
from sponsors.models import Blackout, Placement, SeatDay, Slot

LOOK_AHEAD = 400  # days within which free dates are looked for
SUNDAY = 6


@dataclass(frozen=True)
class Day:
    day: date
    seats: int
    free: int
    blackout: str = ""  # why nothing is sold, in words
    too_soon: bool = False  # over, or within the slot's lead time
    over: bool = False

    @property
    def bookable(self) -> bool:
        return self.free > 0 and not self.blackout and not self.too_soon


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Day | None]]  # Sunday first; None where another month stands


def days(slot: Slot, *, first: date, last: date, now: datetime) -> list[Day]:
    """Each day from `first` to `last`, both included. Two queries, however long."""
    return _known(slot, first, last, now)


def _known(slot: Slot, first: date, last: date, now: datetime) -> list[Day]:
    taken = taken_seats(slot, first=first, last=last, now=now)
    closed = _blackouts(slot, first, last)
    today = site_today(now)
    opens = today + timedelta(days=slot.lead_days)
    return [Day(day, slot.seats, slot.seats - len(taken.get(day, ())), _why(closed, day), day < opens, day < today) for day in each_day(first, last)]


def spelled(day: date) -> str:
    """As letters and refusals write it."""
    return date_format(day, "F j, Y")


def each_day(first: date, last: date) -> list[date]:
    """Dates of the site's zone: a week has seven of them, also where the clocks change."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def taken_seats(slot: Slot, *, first: date, last: date, now: datetime) -> dict[date, set[int]]:
    """The numbers of the seats that are sold, sent or on a hold that still stands."""
    if slot.pk is None:
        return {}
    rows = SeatDay.objects.filter(slot=slot, day__range=(first, last), seat__lte=slot.seats)
    lapsed = Q(placement__state=Placement.State.HELD, placement__held_until__lte=now)
    taken: dict[date, set[int]] = {}
    for day, seat in rows.exclude(lapsed).values_list("day", "seat"):
        taken.setdefault(day, set()).add(seat)
    return taken


def first_free(slot: Slot, *, days: int, now: datetime) -> date | None:
    """The first day from which so many in a row can be booked; None within LOOK_AHEAD days."""
    return next(iter(next_free(slot, days=days, now=now, number=1)), None)


def next_free(slot: Slot, *, days: int, now: datetime, number: int = 3, after: date | None = None) -> list[date]:
    """Up to `number` first days of free ranges of `days` days that do not overlap, from today or `after` on."""
    today = site_today(now)
    start = max(today, after or today)
    run, found = 0, []
    for day in _known(slot, start, start + timedelta(days=LOOK_AHEAD), now):
        run = run + 1 if day.bookable else 0
        if run == days:
            found.append(day.day - timedelta(days=days - 1))
            run = 0
        if len(found) == number:
            break
    return found


def months(slot: Slot, *, first: date, number: int, now: datetime) -> list[Month]:
    """`number` months from the one of `first` on, for templates: rows of weeks."""
    firsts = [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(number)]
    last = firsts[-1].replace(day=weeks.monthrange(firsts[-1].year, firsts[-1].month)[1])
    known = {day.day: day for day in _known(slot, firsts[0], last, now)}
    grid = weeks.Calendar(firstweekday=SUNDAY)
    return [Month(one, [[known[d] if d.month == one.month else None for d in week] for week in grid.monthdatescalendar(one.year, one.month)]) for one in firsts]


def _blackouts(slot: Slot, first: date, last: date) -> list[tuple[date, date, str]]:
    mine = Q(slot=None) if slot.pk is None else Q(slot=None) | Q(slot=slot)
    return list(Blackout.objects.filter(mine, starts__lte=last, ends__gte=first).values_list("starts", "ends", "reason"))


def _why(closed: list[tuple[date, date, str]], day: date) -> str:
    return next((reason for starts, ends, reason in closed if starts <= day <= ends), "")
