"""Bills: numbers without gaps, also after a failure and from many at once; tax, credit notes, what is paid."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from post_office.models import Email

from moderation.models import Decision
from sponsors import bill, book
from sponsors.bill import Standing
from sponsors.models import Bill, BillCounter, Member, SponsorTerms
from sponsors.models.kept import IsKept
from sponsors.states import CannotBook


def terms(**values) -> SponsorTerms:
    found = bill.terms_of_sale()
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    return found


@pytest.fixture
def invoice(make_placement, editor) -> Bill:
    terms(tax_percent=Decimal("19.00"))
    return bill.issue(make_placement(days=14), by=editor)


def test_an_invoice_says_what_it_is_for_as_it_was_that_day(make_placement, editor, sponsor):
    terms(tax_percent=Decimal("7.25"), bill_from="Well Served\n2 Bell Lane", bill_tax_number="US-1", pay_words="By bank: 123", pay_within_days=10)
    placement = make_placement(days=10)

    made = bill.issue(placement, by=editor)
    sponsor.bill_name, sponsor.bill_address = "Another name", "Elsewhere"
    sponsor.save()
    terms(bill_from="New owner", tax_percent=Decimal(0))

    made.refresh_from_db()
    assert (made.label, made.net, made.tax, made.total, made.currency) == ("INV-00001", 10000, 725, 10725, "USD")
    assert made.due_on == timezone.localdate() + timedelta(days=10)
    assert made.as_issued["from"] == "Well Served\n2 Bell Lane"
    assert made.as_issued["to"] == "Bramble & Finch Ltd"
    assert made.as_issued["address"] == "1 Quay Street\nBristol, Rhode Island"
    assert made.as_issued["pay_words"] == "By bank: 123"
    assert made.as_issued["lines"][0]["amount"] == 10000
    assert made.as_issued["lines"][0]["words"].startswith("Support of “Food and drink”, ")
    assert made.as_issued["lines"][0]["words"].endswith("(10 days)")


def test_a_bill_is_on_record_and_mailed_to_the_address_for_bills(invoice, editor):
    letter = Email.objects.get()

    assert Decision.objects.about(invoice).get().actor == editor
    assert letter.to == ["bills@bramble-finch.example"]
    assert letter.subject == "Invoice INV-00001: $166.60"
    assert f"/sponsor/desk/bramble-finch/bills/{invoice.pk}/" in letter.message
    assert "Please give the number INV-00001" in letter.message


def test_days_that_were_added_are_billed_so_that_all_bills_add_up(make_placement, editor):
    placement = make_placement(days=11)

    first = bill.issue(placement, by=editor)
    placement.ends += timedelta(days=3)
    second = bill.issue(placement, by=editor, extra_days=3)

    assert first.net + second.net == 14000
    assert "(3 days)" in second.as_issued["lines"][0]["words"]


@pytest.mark.parametrize(("net", "percent", "tax"), [(10, "5", 1), (9, "5", 0), (10, "25", 3), (7000, "19", 1330), (333, "7.25", 24), (1000, "0", 0)])
def test_half_a_unit_of_tax_goes_up(net, percent, tax):
    assert bill.tax_on(net, Decimal(percent)) == tax


def test_a_failure_after_the_number_was_drawn_gives_it_back(make_placement, editor):
    placement = make_placement()
    bill.issue(placement, by=editor)

    with pytest.raises(RuntimeError), transaction.atomic():
        bill.issue(placement, by=editor)
        raise RuntimeError("the letter could not be queued")

    assert bill.issue(placement, by=editor).number == 2
    assert list(Bill.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_credit_notes_have_numbers_of_their_own(invoice, editor):
    note = bill.credit(invoice, amount=100, words="A day less.", by=editor)

    assert note.label == "CN-00001"
    assert sorted(BillCounter.objects.values_list("series", "last")) == [("credit", 1), ("invoice", 1)]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_one_to_twenty(make_placement, editor):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    placement = make_placement()
    placement.slot.label  # noqa: B018  (fetched before the threads share it)

    def one(number: int) -> int:
        try:
            with transaction.atomic():
                made = bill.issue(placement, by=editor)
                if number % 5 == 0:
                    raise CannotBook("given up")
                return made.number
        except CannotBook:
            return 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(25) as pool:
        numbers = list(pool.map(one, range(25)))

    assert sorted(number for number in numbers if number) == list(range(1, 21))
    assert sorted(Bill.objects.values_list("number", flat=True)) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_ten_credits_at_once_are_never_more_than_the_invoice(make_placement, editor):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    invoice = bill.issue(make_placement(days=7), by=editor)
    known = bill.with_credits(Bill.objects.filter(pk=invoice.pk)).select_related("placement__slot__section", "sponsor").get()

    def one(_number: int) -> bool:
        try:
            return bool(bill.credit(known, amount=2000, words="Short.", by=editor))
        except CannotBook:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        done = sum(pool.map(one, range(10)))

    assert done == 3
    assert bill._counted(invoice).net == 1000


def test_a_part_is_credited_with_its_tax_and_the_rest_to_the_last_unit(invoice, editor):
    first = bill.credit(invoice, amount=3333, words="Three days were short.", by=editor)
    second = bill.credit(invoice, amount=14000 - 3333, words="Stopped.", by=editor)

    assert (first.net, first.tax, first.total) == (3333, 633, 3966)
    assert first.total + second.total == invoice.total
    assert bill.left_of(invoice) == bill.Left(0, 0)
    assert bill.standing(invoice) == Standing.CREDITED
    assert first.as_issued["lines"] == [{"words": "Three days were short.", "amount": 3333}]


@pytest.mark.parametrize(
    ("amount", "words", "told"), [(14001, "Why", "\\$140.00 before tax"), (0, "Why", "can still be credited"), (-5, "Why", "can still"), (5, " ", "Say why")]
)
def test_a_credit_of_too_much_or_without_a_reason_is_refused_and_uses_no_number(invoice, editor, amount, words, told):
    with pytest.raises(CannotBook, match=told):
        bill.credit(invoice, amount=amount, words=words, by=editor)

    assert bill.credit(invoice, amount=14000, words="All of it.", by=editor).number == 1
    with pytest.raises(CannotBook, match="All of INV-00001 is credited already"):
        bill.credit(invoice, amount=1, words="More.", by=editor)


def test_a_credit_note_is_not_credited(invoice, editor):
    note = bill.credit(invoice, amount=100, words="A day less.", by=editor)

    with pytest.raises(CannotBook, match="credit note itself"):
        bill.credit(note, amount=1, words="No.", by=editor)


def test_a_credit_note_is_in_the_currency_of_its_invoice(make_placement, editor):
    placement = make_placement()
    invoice = bill.issue(placement, by=editor)
    placement.currency = "EUR"  # moved, after the slot's currency became another one

    note = bill.credit(invoice, amount=7000, words="Moved to other days.", by=editor)

    assert (invoice.currency, note.currency) == ("USD", "USD")


def test_paid_and_unpaid_are_marked_by_an_editor_and_on_record(invoice, editor):
    bill.mark_paid(invoice, by=editor, words="Bank, November 3")
    assert bill.standing(invoice) == Standing.PAID

    with pytest.raises(CannotBook, match="marked as paid already"):
        bill.mark_paid(invoice, by=editor)
    bill.mark_unpaid(invoice, by=editor, words="It bounced.")

    assert bill.standing(invoice) == Standing.OPEN
    assert invoice.paid_words == ""
    assert [one.action for one in Decision.objects.about(invoice).order_by("id")] == ["issue", "mark-paid", "mark-unpaid"]
    with pytest.raises(CannotBook, match="not marked as paid"):
        bill.mark_unpaid(invoice, by=editor)


def test_what_is_credited_or_credits_cannot_be_paid(invoice, editor):
    note = bill.credit(invoice, amount=14000, words="Stopped.", by=editor)

    for one in (note, invoice):
        with pytest.raises(CannotBook, match="nothing to pay"):
            bill.mark_paid(one, by=editor)


def known(invoice: Bill) -> tuple[Bill, Bill]:
    """As a list reads it, and as a page of its own."""
    return bill.with_credits(Bill.objects.filter(pk=invoice.pk)).get(), Bill.objects.get(pk=invoice.pk)


def test_what_is_credited_after_it_was_paid_is_to_be_returned(invoice, editor):
    bill.credit(invoice, amount=4000, words="A day was short.", by=editor)
    bill.mark_paid(invoice, by=editor)
    assert [bill.standing_words(one) for one in known(invoice)] == ["paid", "paid"]

    bill.credit(invoice, amount=5000, words="It was stopped.", by=editor)
    assert [bill.standing_words(one) for one in known(invoice)] == ["paid, $59.50 to be returned"] * 2

    bill.credit(invoice, amount=5000, words="All of it.", by=editor)
    assert [(bill.standing(one), bill.standing_words(one)) for one in known(invoice)] == [(Standing.PAID, "paid, $119.00 to be returned")] * 2


def test_what_is_left_to_pay_is_said(invoice, editor, today):
    bill.credit(invoice, amount=13950, words="It was stopped.", by=editor)
    assert [bill.standing_words(one) for one in known(invoice)] == ["$0.59 left to be paid"] * 2

    Bill.objects.filter(pk=invoice.pk).update(due_on=today - timedelta(days=1))
    assert [bill.standing_words(one) for one in known(invoice)] == ["$0.59 left, overdue"] * 2


def test_what_a_placement_came_to(invoice, editor):
    assert bill.came_to(invoice.placement) == ""

    bill.credit(invoice, amount=13900, words="It was stopped.", by=editor)
    assert bill.came_to(invoice.placement) == "$1.00"


def test_an_invoice_is_overdue_the_day_after_it_was_to_be_paid(invoice):
    for due_on, expected in ((timezone.localdate(), Standing.OPEN), (timezone.localdate() - timedelta(days=1), Standing.OVERDUE)):
        invoice.due_on = due_on
        assert bill.standing(invoice) == expected
        assert bill.to_pay(invoice) == 16660


def test_a_bill_is_never_deleted(invoice):
    with pytest.raises(IsKept):
        invoice.delete()
    with pytest.raises(IsKept):
        Bill.objects.all().delete()


def test_an_amount_that_no_column_holds_is_refused_in_words(make_placement, editor):
    terms(tax_percent=Decimal(20))

    with pytest.raises(CannotBook, match="larger than a bill can hold"):
        bill.issue(make_placement(price=2_000_000_000), by=editor)

    assert not Bill.objects.exists()


@pytest.mark.parametrize("act", [bill.mark_paid, bill.mark_unpaid, lambda *args, **kw: bill.give_credit(*args, amount=100, **kw)])
def test_nobody_decides_about_a_bill_of_their_own(invoice, sponsor, editor, other_editor, stranger, act):
    if act is bill.mark_unpaid:
        bill.mark_paid(invoice, by=other_editor)
    Member.objects.create(sponsor=sponsor, user=editor, role="reporter")
    before = Bill.objects.values_list("pk", "paid_at").get()

    for who, said in ((editor, "You are a member of Bramble & Finch. Somebody else decides this."), (stranger, "Only an editor decides this.")):
        with pytest.raises(CannotBook) as refused:
            act(invoice, by=who, words="A mistake.")
        assert str(refused.value) == said

    assert Bill.objects.values_list("pk", "paid_at").get() == before
    act(invoice, by=other_editor, words="A mistake.")


def test_what_a_member_cancels_in_time_is_credited(invoice, make_placement, owner, today):
    later = bill.issue(make_placement(starts=30), by=None)

    book.cancel(later.placement, by=owner)

    assert bill.standing(later) == Standing.CREDITED
