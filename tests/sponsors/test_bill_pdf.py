"""Bills as PDF: what stands on them, in any script, the same bytes each time."""

import re
from datetime import date
from decimal import Decimal

import pytest

from sponsors import bill, bill_pdf
from sponsors.models import Bill

NAMES = [
    "Bramble & Finch",
    "A very long name of a company that makes kettles, pans and everything else for a kitchen and its cooks, and says so Ltd",
    "Łódź Świętokrzyska Sp. z o.o.",
    "Αθήνα ΑΕ / Самовар ООО",
    "شركة الشاي ذ.م.م",
    "בית הקפה בע״מ",
    "चाय की दुकान",
    "東京やかん株式会社",
    "Kettles 🫖☕ & Co",
    "x" * 120,
    "a\u202eb\u200bc\td",
]


@pytest.fixture
def made(make_placement, editor):
    """made(name=..., address=..., currency=..., price=...)"""

    def make(*, name="Bramble & Finch Ltd", address="1 Quay Street\n2nd floor\nBristol 02809\nRhode Island", **fields) -> Bill:
        found = bill.terms_of_sale()
        found.tax_percent, found.bill_from, found.bill_tax_number, found.pay_words = Decimal("7.25"), "Well Served\n2 Bell Lane", "US-77", "Account 123"
        found.save()
        placement = make_placement(days=14, starts=Bill.objects.count() * 14, **fields)
        placement.sponsor.bill_name, placement.sponsor.bill_address = name, address
        return bill.issue(placement, by=editor)

    return make


def said(monkeypatch, one: Bill) -> list[str]:
    """The lines that are put on the paper, in order; they are really drawn, too."""
    lines: list[str] = []
    draw = bill_pdf._say

    def listen(pdf, text, **how):
        lines.extend(text.splitlines())
        draw(pdf, text, **how)

    monkeypatch.setattr(bill_pdf, "_say", listen)
    bill_pdf.draw(one)
    return lines


def test_everything_that_a_bill_must_say_is_on_it(made, monkeypatch):
    one = made()
    Bill.objects.filter(pk=one.pk).update(due_on=date(2026, 12, 24))
    one.refresh_from_db()

    lines = said(monkeypatch, one)

    assert lines[:9] == ["Well Served", "Invoice", "From", "Well Served", "2 Bell Lane", "Tax number US-77", "To", "Bramble & Finch Ltd", "1 Quay Street"]
    assert lines[9:14] == ["2nd floor", "Bristol 02809", "Rhode Island", "Number", "INV-00001"]
    assert lines[lines.index("To be paid by") + 1] == "December 24, 2026"
    assert lines[-9:] == ["Before tax", "$140.00", "Tax, 7.25%", "$10.15", "Total", "$150.15", "How to pay", "Account 123", lines[-1]]
    assert lines[-1] == "Please give the number INV-00001 with your payment."


def test_a_credit_note_names_its_invoice_and_asks_for_nothing(made, editor, monkeypatch):
    note = bill.credit(made(), amount=1000, words="A day was short.", by=editor)

    lines = said(monkeypatch, note)

    assert lines[1] == "Credit note"
    assert lines[lines.index("Credits invoice") + 1] == "INV-00001"
    assert lines[-8:] == ["A day was short.", "$10.00", "Before tax", "$10.00", "Tax, 7.25%", "$0.73", "Credited", "$10.73"]
    assert "How to pay" not in lines


def test_yen_have_no_decimals(made, monkeypatch):
    lines = said(monkeypatch, made(currency="JPY", price=140_000))

    assert lines[lines.index("Before tax") + 1] == "¥140,000"


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_in_any_script_fits_on_the_page(made, name):
    pdf = bill_pdf.draw(made(name=name))

    assert pdf.startswith(b"%PDF-1.")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    assert len(pdf) < 400_000


def test_what_the_faces_cannot_set_is_a_picture_with_its_words(made):
    plain, arabic = bill_pdf.draw(made()), bill_pdf.draw(made(name="شركة الشاي"))

    assert b"/Subtype /Image" not in plain
    assert b"/Subtype /Image" in arabic
    assert not bill_pdf.can_set("شركة", "figtree")
    assert bill_pdf.can_set("Самовар & Łódź, €5", "figtree")


def test_an_address_of_very_many_lines_stays_on_the_page(made):
    pdf = bill_pdf.draw(made(address="\n".join("abcde" * 40)))

    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1


def test_the_same_bill_is_the_same_file(made):
    one = made()

    assert bill_pdf.draw(one) == bill_pdf.draw(Bill.objects.get(pk=one.pk))


def test_the_fonts_are_in_the_file(made):
    fonts = set(re.findall(rb"/BaseFont /[A-Z]+\+(\w+)", bill_pdf.draw(made())))

    assert {name.decode().lower()[:7] for name in fonts} >= {"figtree", "fraunce"}
