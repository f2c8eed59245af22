"""Revenue by month and slot: placements come in, what was earned on the days of each month goes out, in the smallest unit of each currency.

A placement's price is spread evenly over the days sold, so that its months add up to it exactly. Days made good earn nothing. A credit
note is taken off the last days first: those are the ones that were not served.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.formats import date_format

from sponsors.models import Bill, Placement, Slot


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
    for placement in _earning(months[0], _end(months[-1])):
        for month, amount in of_placement(placement).items():
            earned[placement.currency][placement.slot][month] += amount
    return [_table(currency, months, slots) for currency, slots in sorted(earned.items())]


def of_placement(placement: Placement) -> dict[date, int]:
    """{first day of a month: amount}; the amounts add up to the price, less what was credited."""
    spread = _spread(placement.starts, _days_sold(placement), placement.price)
    return _less(spread, sum(bill.net for bill in placement.bills.all() if bill.kind == Bill.Kind.CREDIT))


def _days_sold(placement: Placement) -> int:
    """Of one that was stopped early the price still tells for how many days it was sold; otherwise the days say so themselves."""
    without_gifts = placement.days - sum(row.days for row in placement.make_goods.all())
    return max(1, without_gifts, round(placement.price * 7 / placement.rate) if placement.state == Placement.State.ENDED and placement.rate else 0)


def _earning(first: date, last: date) -> Iterable[Placement]:
    """Sold, or billed although it was cancelled or stopped afterwards."""
    billed = Placement.objects.filter(bills__kind=Bill.Kind.INVOICE).values("pk")
    rows = Placement.objects.filter(Q(pk__in=Placement.objects.sold().values("pk")) | Q(pk__in=billed), starts__lte=last, ends__gte=first)
    return rows.select_related("slot__section", "slot__story").prefetch_related("make_goods", "bills")


def _spread(starts: date, days: int, price: int) -> dict[date, int]:
    """Each month gets the price up to its last sold day, less what earlier months got: nothing is lost in rounding."""
    spread: dict[date, int] = {}
    given = 0
    last = starts + timedelta(days=days - 1)
    for month in _months(starts, last):
        until = (min(_end(month), last) - starts).days + 1
        spread[month] = price * until // days - given
        given += spread[month]
    return spread


def _less(spread: dict[date, int], credit: int) -> dict[date, int]:
    left = dict(spread)
    for month in sorted(left, reverse=True):
        taken = min(left[month], credit)
        left[month] -= taken
        credit -= taken
    return left


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
