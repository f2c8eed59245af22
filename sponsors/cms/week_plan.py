"""Who has which slot, week by week: a first day comes in, rows of slots with what is taken in each week go out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sponsors.models import Blackout, Placement, Slot

WEEKS = 6
State = Placement.State
TAKEN = [State.HELD, State.SUBMITTED, State.APPROVED, State.ENDED]


@dataclass(frozen=True)
class Week:
    first: date

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    def touches(self, thing: Placement | Blackout) -> bool:
        return thing.starts <= self.last and thing.ends >= self.first

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(7)]


@dataclass(frozen=True)
class Cell:
    placements: list[Placement]
    blackouts: list[Blackout]
    free: int  # seats that are free on every day of the week


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
    """Three queries. Single stories are rows only where somebody has them in these weeks."""
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
    lapsed = Q(state=State.HELD, held_until__lte=timezone.now())
    return Placement.objects.filter(state__in=TAKEN, starts__lte=last, ends__gte=first).exclude(lapsed)


def _cell(slot: Slot, week: Week, placements: list[Placement], closed: list[Blackout]) -> Cell:
    here = [placement for placement in placements if week.touches(placement)]
    most = max(sum(placement.starts <= day <= placement.ends for placement in here) for day in week.days)
    return Cell(here, [one for one in closed if one.slot_id in (None, slot.pk) and week.touches(one)], max(0, slot.seats - most))
