"""Revenue by month and slot: every month of a placement, added up, is what was billed; free days and credits earn nothing."""

from datetime import date, timedelta

import pytest

from sponsors import revenue
from sponsors.approve import stop
from sponsors.bill import issue
from sponsors.models import Bill, Placement, SeatDay

State = Placement.State


def bill(placement: Placement, kind: str, net: int, *, currency: str = "", credits=None) -> Bill:
    return Bill.objects.create(
        kind=kind,
        number=Bill.objects.filter(kind=kind).count() + 1,
        sponsor=placement.sponsor,
        placement=placement,
        credits=credits,
        currency=currency or placement.currency,
        net=net,
        total=net,
    )


@pytest.fixture
def sold(make_placement, today):
    """sold(date(...), days, price): an approved and billed placement from that day."""

    def make(starts: date, days: int, price: int, **fields) -> Placement:
        placement = make_placement(starts=(starts - today).days, days=days, price=price, **fields)
        if placement.state in {State.APPROVED, State.ENDED}:
            bill(placement, Bill.Kind.INVOICE, price)
        return placement

    return make


def give(placement: Placement, first: date, days: int) -> None:
    """As days are made good."""
    rows = [SeatDay(slot=placement.slot, seat=1, day=first + timedelta(days=n), placement=placement, gift=True) for n in range(days)]
    SeatDay.objects.bulk_create(rows)
    placement.ends = rows[-1].day
    placement.save(update_fields=["ends"])


@pytest.mark.parametrize(
    ("starts", "days", "price"), [(date(2026, 1, 28), 7, 7001), (date(2026, 1, 31), 182, 99_999), (date(2026, 2, 1), 28, 1), (date(2027, 12, 30), 3, 100)]
)
def test_the_months_of_a_placement_add_up_to_what_was_billed(sold, starts, days, price):
    placement = sold(starts, days, price)

    assert sum(revenue.of_placement(placement).values()) == price


def test_a_price_is_spread_evenly_over_the_days_of_each_month(sold):
    placement = sold(date(2026, 1, 30), 7, 7000)

    assert revenue.of_placement(placement) == {date(2026, 1, 1): 2000, date(2026, 2, 1): 5000}


def test_days_made_good_earn_nothing(sold):
    placement = sold(date(2026, 1, 25), 7, 7000)
    give(placement, date(2026, 2, 1), 7)

    assert revenue.of_placement(placement) == {date(2026, 1, 1): 7000}


def test_days_made_good_long_after_the_end_leave_closed_months_as_they_were(sold):
    placement = sold(date(2026, 10, 1), 7, 7000)
    give(placement, date(2026, 12, 10), 3)

    assert revenue.of_placement(placement) == {date(2026, 10, 1): 7000}


def test_what_was_moved_and_billed_anew_earns_its_new_bill(sold):
    placement = sold(date(2026, 3, 1), 14, 14000)
    first = bill(placement, Bill.Kind.INVOICE, 7000)
    bill(placement, Bill.Kind.CREDIT, 7000, credits=first)

    assert revenue.of_placement(placement) == {date(2026, 3, 1): 14000}


def test_bills_in_a_currency_it_was_moved_away_from_do_not_mix(sold):
    placement = sold(date(2026, 3, 1), 7, 900, currency="EUR")
    first = bill(placement, Bill.Kind.INVOICE, 7000, currency="USD")
    bill(placement, Bill.Kind.CREDIT, 7000, currency="USD", credits=first)

    (table,) = revenue.by_month(first=date(2026, 3, 1), last=date(2026, 3, 31))

    assert (table.currency, table.total) == ("EUR", 900)


def test_what_was_stopped_earns_what_was_served_on_the_days_it_was(make_placement, editor, owner, today):
    placement = make_placement(starts=-2, days=7)
    issue(placement, by=editor)
    before = revenue.of_placement(placement)

    stop(placement, by=editor, words="The kettles were recalled.")

    assert sum(before.values()) == 7000
    assert sum(revenue.of_placement(placement).values()) == 3000
    assert max(revenue.of_placement(placement)) == today.replace(day=1)


def test_a_credit_makes_each_day_that_was_sold_cheaper(sold):
    placement = sold(date(2026, 1, 30), 7, 7000)
    bill(placement, Bill.Kind.CREDIT, 3500, credits=placement.bills.get())

    assert revenue.of_placement(placement) == {date(2026, 1, 1): 1000, date(2026, 2, 1): 2500}


def test_what_was_never_approved_or_was_cancelled_before_a_bill_earns_nothing(sold):
    for number, state in enumerate((State.HELD, State.SUBMITTED, State.DECLINED, State.CANCELLED, State.LAPSED)):
        sold(date(2026, 1, 1) + timedelta(days=10 * number), 7, 7000, state=state)

    assert revenue.by_month(first=date(2026, 1, 1), last=date(2026, 12, 31)) == []


def test_what_was_billed_and_then_cancelled_earns_what_was_not_credited(sold):
    placement = sold(date(2026, 1, 1), 7, 7000, state=State.CANCELLED)
    SeatDay.objects.filter(placement=placement).delete()
    invoice = bill(placement, Bill.Kind.INVOICE, 7000)
    bill(placement, Bill.Kind.CREDIT, 4000, credits=invoice)

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
