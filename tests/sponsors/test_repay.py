"""Money that goes back: only for what was paid before it was credited, marked once, by an editor, and on record."""

import pytest

from moderation.models import Decision
from sponsors import bill, conflicts, repay
from sponsors.models import Bill, Member
from sponsors.states import CannotBook

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(make_placement, editor) -> Bill:
    return bill.issue(make_placement(days=14), by=editor)


@pytest.fixture
def note(invoice, editor) -> Bill:
    bill.mark_paid(invoice, by=editor)
    return bill.credit(invoice, amount=5000, words="It was stopped.", by=editor)


def stands(one: Bill) -> list[str]:
    """As a page of its own says it, and as a list does."""
    return [bill.standing_words(found) for found in (Bill.objects.get(pk=one.pk), bill.with_credits(Bill.objects.filter(pk=one.pk)).get())]


def test_money_given_back_is_marked_and_on_record(invoice, note, editor):
    assert (stands(invoice), stands(note)) == (["paid, $50.00 to be returned"] * 2, ["to be returned"] * 2)

    repay.mark_returned(note, by=editor, words="Bank transfer")

    assert (stands(invoice), stands(note)) == (["paid, $50.00 returned"] * 2, ["returned"] * 2)
    assert Bill.objects.get(pk=note.pk).paid_words == "Bank transfer"
    assert [(one.action, one.actor, one.words) for one in Decision.objects.about(note).order_by("id")][1:] == [("mark-returned", editor, "Bank transfer")]


def test_twice_is_told_and_a_mistake_is_taken_back(invoice, note, editor):
    known = Bill.objects.select_related("credits").get(pk=note.pk)  # on another editor's screen
    repay.mark_returned(note, by=editor)

    with pytest.raises(CannotBook, match="nothing to return on CN-00001"):
        repay.mark_returned(known, by=editor)
    repay.mark_not_returned(note, by=editor, words="It came back.")
    with pytest.raises(CannotBook, match="CN-00001 is not marked as returned"):
        repay.mark_not_returned(note, by=editor)

    assert stands(invoice) == ["paid, $50.00 to be returned"] * 2


def test_what_came_off_before_it_was_paid_does_not_go_back(invoice, editor):
    note = bill.credit(invoice, amount=5000, words="It was stopped.", by=editor)
    bill.mark_paid(invoice, by=editor)

    for one in (note, invoice):
        with pytest.raises(CannotBook, match="nothing to return"):
            repay.mark_returned(one, by=editor)

    assert stands(note) == ["credit note"] * 2


def test_only_what_has_not_gone_back_is_still_to_be_returned(invoice, note, editor):
    repay.mark_returned(note, by=editor)

    bill.credit(invoice, amount=1000, words="A day more.", by=editor)

    assert stands(invoice) == ["paid, $10.00 to be returned"] * 2


def test_an_invoice_stays_paid_while_money_of_it_was_given_back(invoice, note, editor):
    repay.mark_returned(note, by=editor)

    with pytest.raises(CannotBook, match="Money of INV-00001 was given back"):
        bill.mark_unpaid(invoice, by=editor)
    repay.mark_not_returned(note, by=editor)
    bill.mark_unpaid(invoice, by=editor)

    assert (stands(invoice), stands(note)) == (["$90.00 left to be paid"] * 2, ["credit note"] * 2)


def test_a_credit_note_is_no_invoice_that_was_paid(note, editor):
    repay.mark_returned(note, by=editor)

    with pytest.raises(CannotBook, match="CN-00001 is not marked as paid"):
        bill.mark_unpaid(note, by=editor)

    assert Bill.objects.get(pk=note.pk).paid_at


def test_nobody_gives_money_back_to_themselves(note, sponsor, editor, other_editor, stranger):
    Member.objects.create(sponsor=sponsor, user=editor, role="reporter")

    for who, said in ((editor, "You are a member"), (stranger, "Only an editor")):
        with pytest.raises(CannotBook, match=said):
            repay.mark_returned(note, by=who)

    assert repay.mark_returned(note, by=other_editor).paid_at


def told(today) -> list[str]:
    return [row.words for kind in conflicts.found(today) if kind.title == "Money to give back" for row in kind.rows]


def test_what_is_to_be_returned_stands_in_the_report_until_it_was(note, editor, today):
    before = told(today)

    repay.mark_returned(note, by=editor)

    assert (before, told(today)) == (["CN-00001: $50.00 go back to Bramble & Finch."], [])
