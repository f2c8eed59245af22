"""Who has which slot, week by week: a first day comes in, rows of slots with what is taken in each week go out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from sponsors.models import Blackout, Placement, SeatDay, Slot

WEEKS = 6


@dataclass(frozen=True)
class Week:
    first: date

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    def touches(self, closed: Blackout) -> bool:
        return closed.starts <= self.last and closed.ends >= self.first

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(7)]


@dataclass(frozen=True)
class Cell:
    placements: list[Placement]
    blackouts: list[Blackout]
    free: int  # seats that are free on every day of the week
    spans: list[tuple[date, date]]  # the days of it on which a seat is free and something is sold: first and last of each run

    @property
    def whole(self) -> bool:
        """Every day of the week can be had."""
        return bool(self.spans) and self.spans[0][1] - self.spans[0][0] == timedelta(days=6)


@dataclass(frozen=True)
class Row:
    slot: Slot
    cells: list[Cell]


@dataclass(frozen=True)
class Plan:
    weeks: list[Week]
    rows: list[Row]

    @property
    def before(self) -> date:
        return self.weeks[0].first - timedelta(weeks=WEEKS)

    @property
    def after(self) -> date:
        return self.weeks[-1].first + timedelta(weeks=1)


def sunday(day: date) -> date:
    """The first day of its week, as calendars of the United States have it."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


def plan(day: date) -> Plan:
    """Four queries. Single stories are rows only where somebody has them in these weeks."""
    first = sunday(day)
    weeks = [Week(first + timedelta(weeks=number)) for number in range(WEEKS)]
    taken = _taken(weeks[0].first, weeks[-1].last)
    slots = Slot.objects.filter(~Q(kind=Slot.Kind.STORY) | Exists(taken.filter(slot=OuterRef("pk")))).select_related("section", "story")
    of_slot: dict[int, list[Placement]] = defaultdict(list)
    for placement in taken.select_related("sponsor").order_by("starts", "pk"):
        of_slot[placement.slot_id].append(placement)
    closed = list(Blackout.objects.filter(starts__lte=weeks[-1].last, ends__gte=weeks[0].first))
    return Plan(weeks, [Row(slot, [_cell(slot, week, of_slot[slot.pk], closed) for week in weeks]) for slot in slots])


def _taken(first: date, last: date) -> QuerySet[Placement]:
    """Each knows its days among these: between its end and days made good later it has none."""
    days = SeatDay.objects.filter(day__range=(first, last))
    lapsed = Placement.objects.lapsed_by(timezone.now()).values("pk")
    found = Placement.objects.filter(Exists(days.filter(placement=OuterRef("pk")))).exclude(pk__in=lapsed)
    return found.prefetch_related(Prefetch("seat_days", days))


def _cell(slot: Slot, week: Week, placements: list[Placement], closed: list[Blackout]) -> Cell:
    days = {placement: {row.day for row in placement.seat_days.all()} & set(week.days) for placement in placements}
    left = {day: max(0, slot.seats - sum(day in theirs for theirs in days.values())) for day in week.days}
    here = [placement for placement, theirs in days.items() if theirs]
    shut = [one for one in closed if one.slot_id in (None, slot.pk) and week.touches(one)]
    sold = [day for day in week.days if left[day] and not any(one.starts <= day <= one.ends for one in shut)]
    return Cell(here, shut, min(left.values()), _spans(sold))


def _spans(days: list[date]) -> list[tuple[date, date]]:
    """Days in order come in, runs of days that follow each other go out."""
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans
