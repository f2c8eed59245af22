"""Revenue by month and slot: every month of a placement, added up, is its price; free days and credits earn nothing."""

from datetime import date, timedelta

import pytest

from sponsors import revenue
from sponsors.models import Bill, MakeGood, Placement

State = Placement.State


@pytest.fixture
def sold(make_placement, today):
    """sold(date(...), days, price): an approved placement from that day."""

    def make(starts: date, days: int, price: int, **fields) -> Placement:
        return make_placement(starts=(starts - today).days, days=days, price=price, **fields)

    return make


def bill(placement: Placement, kind: str, number: int, net: int, credits=None) -> Bill:
    return Bill.objects.create(
        kind=kind, number=number, sponsor=placement.sponsor, placement=placement, credits=credits, currency=placement.currency, net=net, total=net
    )


@pytest.mark.parametrize(
    ("starts", "days", "price"), [(date(2026, 1, 28), 7, 7001), (date(2026, 1, 31), 182, 99_999), (date(2026, 2, 1), 28, 1), (date(2027, 12, 30), 3, 100)]
)
def test_the_months_of_a_placement_add_up_to_its_price(sold, starts, days, price):
    placement = sold(starts, days, price)

    assert sum(revenue.of_placement(placement).values()) == price


def test_a_price_is_spread_evenly_over_the_days_of_each_month(sold):
    placement = sold(date(2026, 1, 30), 7, 7000)

    assert revenue.of_placement(placement) == {date(2026, 1, 1): 2000, date(2026, 2, 1): 5000}


def test_days_made_good_earn_nothing(sold, editor):
    placement = sold(date(2026, 1, 25), 14, 7000)
    MakeGood.objects.create(placement=placement, days=7, note="The site was down.", made_by=editor)

    assert revenue.of_placement(placement) == {date(2026, 1, 1): 7000}


def test_a_credit_is_taken_off_the_last_days_first(sold):
    placement = sold(date(2026, 1, 30), 7, 7000)
    invoice = bill(placement, Bill.Kind.INVOICE, 1, 7000)
    bill(placement, Bill.Kind.CREDIT, 1, 5500, credits=invoice)

    assert revenue.of_placement(placement) == {date(2026, 1, 1): 1500, date(2026, 2, 1): 0}


def test_what_was_never_approved_or_was_cancelled_before_a_bill_earns_nothing(sold):
    for number, state in enumerate((State.HELD, State.SUBMITTED, State.DECLINED, State.CANCELLED, State.LAPSED)):
        sold(date(2026, 1, 1) + timedelta(days=10 * number), 7, 7000, state=state)

    assert revenue.by_month(first=date(2026, 1, 1), last=date(2026, 12, 31)) == []


def test_what_was_billed_and_then_cancelled_earns_what_was_not_credited(sold):
    placement = sold(date(2026, 1, 1), 7, 7000, state=State.CANCELLED)
    invoice = bill(placement, Bill.Kind.INVOICE, 1, 7000)
    bill(placement, Bill.Kind.CREDIT, 1, 4000, credits=invoice)

    (table,) = revenue.by_month(first=date(2026, 1, 1), last=date(2026, 1, 31))

    assert (table.totals, table.total) == ([3000], 3000)


def test_each_currency_has_a_table_and_each_slot_a_row(sold, wall_slot):
    sold(date(2026, 1, 1), 7, 7000)
    sold(date(2026, 2, 1), 7, 14000, slot=wall_slot)
    sold(date(2026, 3, 1), 7, 900, currency="JPY")

    tables = revenue.by_month(first=date(2026, 1, 1), last=date(2026, 3, 31))

    assert [(table.currency, [(row.slot, row.amounts) for row in table.rows], table.totals) for table in tables] == [
        ("JPY", [("Food and drink", [0, 0, 900])], [0, 0, 900]),
        ("USD", [("Food and drink", [7000, 0, 0]), ("Quote wall", [0, 14000, 0])], [7000, 14000, 0]),
    ]


def test_only_the_months_asked_for_are_told(sold):
    sold(date(2026, 1, 30), 7, 7000)

    (table,) = revenue.by_month(first=date(2026, 2, 1), last=date(2026, 2, 28))

    assert (table.months, table.total) == ([date(2026, 2, 1)], 5000)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(sold, count, django_assert_num_queries):
    for number in range(count):
        sold(date(2026, 1, 1) + timedelta(days=10 * number), 7, 7000)

    with django_assert_num_queries(3):
        revenue.by_month(first=date(2026, 1, 1), last=date(2026, 12, 31))
