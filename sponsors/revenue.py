"""Revenue by month and slot: placements come in, what was earned on the days of each month goes out, in the smallest unit of each currency.

What was billed of a placement, less what was credited, is spread evenly over the days sold, so that its months add up to it exactly. Days
made good earn nothing. Days that were not served were given back: a credit for them changes nothing in the months before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.formats import date_format

from sponsors.models import Bill, Placement, SeatDay, Slot


@dataclass(frozen=True)
class Row:
    slot: str
    amounts: list[int]  # of the table's months, in their order
    total: int


@dataclass(frozen=True)
class Table:
    """One currency's."""

    currency: str
    months: list[date]  # first days
    rows: list[Row]
    totals: list[int]
    total: int

    @property
    def month_labels(self) -> list[str]:
        return [date_format(month, "M Y") for month in self.months]


def by_month(*, first: date, last: date) -> list[Table]:
    """Of the months from `first` to `last`, one table for each currency. Three queries, however many placements there are."""
    months = list(_months(first, last))
    earned: dict[str, dict[Slot, dict[date, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    placements = _billed(months[0], _end(months[-1]))
    spreads = _earned(placements)
    for placement in placements:
        for month, amount in spreads[placement.pk].items():
            earned[placement.currency][placement.slot][month] += amount
    return [_table(currency, months, slots) for currency, slots in sorted(earned.items())]


def of_placement(placement: Placement) -> dict[date, int]:
    """{first day of a month: amount}; the amounts add up to its invoices, less what was credited."""
    return _earned(Placement.objects.filter(pk=placement.pk))[placement.pk]


def _billed(first: date, last: date) -> QuerySet[Placement]:
    invoices = Bill.objects.filter(placement=OuterRef("pk"), kind=Bill.Kind.INVOICE)
    return Placement.objects.filter(Exists(invoices), starts__lte=last, ends__gte=first).select_related("slot__section", "slot__story")


def _earned(placements: QuerySet[Placement]) -> dict[int, dict[date, int]]:
    net, sold = _net(placements), _days_sold(placements)
    return {one.pk: _spread(sold.get(one.pk) or _own_days(one), net.get(one.pk, 0)) for one in placements}


def _net(placements: QuerySet[Placement]) -> dict[int, int]:
    """What was billed before a move into another currency is credited in full: it counts for nothing."""
    invoices, credits = (Coalesce(Sum("net", filter=Q(kind=kind)), 0) for kind in (Bill.Kind.INVOICE, Bill.Kind.CREDIT))
    bills = Bill.objects.filter(placement__in=placements.order_by().values("pk"), currency=F("placement__currency")).order_by()
    return dict(bills.values_list("placement").annotate(left=invoices - credits))


def _days_sold(placements: QuerySet[Placement]) -> dict[int, dict[date, int]]:
    """How many of each month. Days that were given back have no row any more."""
    days = SeatDay.objects.filter(placement__in=placements.order_by().values("pk"), gift=False).annotate(month=TruncMonth("day"))
    sold: dict[int, dict[date, int]] = defaultdict(dict)
    for pk, month, number in days.values_list("placement", "month").annotate(number=Count("pk")):
        sold[pk][month] = number
    return sold


def _own_days(placement: Placement) -> dict[date, int]:
    """Of one that gave all its days back, and of which not everything was credited."""
    months = _months(placement.starts, placement.ends)
    return {month: (min(_end(month), placement.ends) - max(month, placement.starts)).days + 1 for month in months}


def _spread(days: dict[date, int], amount: int) -> dict[date, int]:
    """Each month gets the amount up to its last sold day, less what earlier months got: nothing is lost in rounding."""
    spread: dict[date, int] = {}
    until = given = 0
    for month, number in sorted(days.items()):
        until += number
        spread[month] = amount * until // sum(days.values()) - given
        given += spread[month]
    return spread


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _end(month: date) -> date:
    return _next(month) - timedelta(days=1)


def _table(currency: str, months: list[date], slots: dict[Slot, dict[date, int]]) -> Table:
    by_name = sorted(slots.items(), key=lambda pair: pair[0].label)
    rows = [Row(slot.label, amounts, sum(amounts)) for slot, found in by_name if any(amounts := [found.get(month, 0) for month in months])]
    totals = [sum(column) for column in zip(*(row.amounts for row in rows), strict=True)] or [0] * len(months)
    return Table(currency, months, rows, totals, sum(totals))
