"""The pages of bills: for owners and managers of the sponsor, and for nobody else."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core import generation
from sponsors import bill
from sponsors.models import Bill

DESK = "/sponsor/desk/bramble-finch/bills/"


@pytest.fixture
def invoice(make_placement, editor) -> Bill:
    terms = bill.terms_of_sale()
    terms.tax_percent, terms.pay_words = Decimal("19"), "Account 123, First Bank"
    terms.save()
    return bill.issue(make_placement(days=14), by=editor)


def addresses(invoice: Bill) -> list[str]:
    return [DESK, f"{DESK}{invoice.pk}/", f"{DESK}{invoice.pk}.pdf"]


def test_owners_and_managers_read_bills(client, invoice, owner, manager):
    for user in (owner, manager):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses(invoice)] == [200] * 3


def test_a_reporter_a_stranger_and_another_sponsor_find_nothing(client, invoice, reporter, stranger, other_owner):
    for user in (reporter, stranger, other_owner):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses(invoice)] == [404] * 3


def test_anothers_bill_is_not_found_under_ones_own_name(client, invoice, other_owner):
    client.force_login(other_owner)

    assert client.get(f"/sponsor/desk/northside-lamps/bills/{invoice.pk}.pdf").status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(client, invoice):
    for address in addresses(invoice):
        assert client.get(address).headers["Location"] == f"/accounts/login/?next={address}"


def test_a_bills_page_says_what_is_to_be_paid_and_how(client, invoice, owner):
    client.force_login(owner)

    page = client.get(f"{DESK}{invoice.pk}/").content.decode()

    assert page.count("<h1") == 1
    assert "Invoice INV-00001" in page and "To be paid" in page and "$166.60" in page and "Tax, 19%" in page
    assert "Account 123, First Bank" in page


def test_a_paid_bill_no_longer_says_how_to_pay(client, invoice, owner, editor):
    bill.mark_paid(invoice, by=editor, words="Bank, November 3")
    client.force_login(owner)

    page = client.get(f"{DESK}{invoice.pk}/").content.decode()

    assert "Bank, November 3" in page
    assert "How to pay" not in page


def test_a_bill_says_what_is_to_be_returned_and_its_placement_what_it_came_to(client, invoice, owner, editor):
    bill.mark_paid(invoice, by=editor)
    bill.credit(invoice, amount=13000, words="It was stopped.", by=editor)
    client.force_login(owner)

    pages = [client.get(address).content.decode() for address in (DESK, f"{DESK}{invoice.pk}/")]

    assert ["Paid, $154.70 to be returned" in page for page in pages] == [True, True]
    assert "$10.00, after credit notes" in client.get(invoice.placement.get_absolute_url()).content.decode()


def test_credit_notes_and_their_invoice_lead_to_each_other(client, invoice, owner, editor):
    note = bill.credit(invoice, amount=1000, words="A day was short.", by=editor)
    client.force_login(owner)

    page, theirs = (client.get(f"{DESK}{one.pk}/").content.decode() for one in (invoice, note))

    assert f'<a href="{DESK}{note.pk}/">CN-00001</a>' in page and "What is left of this invoice: $154.70" in page
    assert f'<a href="{DESK}{invoice.pk}/">INV-00001</a>' in theirs


def test_the_pdf_is_one_and_is_kept_nowhere(client, invoice, owner):
    client.force_login(owner)

    answer = client.get(f"{DESK}{invoice.pk}.pdf")

    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="INV-00001.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]


def test_no_bill_yet_is_said(client, owner):
    client.force_login(owner)

    assert "No bill yet" in client.get(DESK).content.decode()


def test_an_overdue_bill_says_so(client, invoice, owner):
    Bill.objects.filter(pk=invoice.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(owner)

    assert "Overdue" in client.get(DESK).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(client, make_placement, editor, owner, count, django_assert_num_queries):
    placement = make_placement()
    for number in range(count):
        made = bill.issue(placement, by=editor)
        bill.credit(made, amount=10 + number, words="A part.", by=editor)
    client.force_login(owner)
    client.get(DESK)
    generation.forget()

    with django_assert_num_queries(8):
        answer = client.get(DESK)

    assert answer.content.decode().count("INV-") == count * 2
