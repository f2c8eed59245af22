"""A bill as a PDF: a Bill comes in, the bytes of an A4 file go out, set in the site's type and the same at every download.

What the two faces and Noto Sans cannot set (Arabic, Hindi, Chinese, emoji ...) is drawn by core/lettering.py and put in as a picture of the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fpdf import FPDF
from PIL import Image, ImageDraw

from core import lettering, shell
from sponsors import payment, price
from sponsors.bill import CREDIT, INVOICE
from sponsors.dates import site_today
from sponsors.models import Bill

MARGIN, WIDTH = 20.0, 170.0  # millimeters of an A4 page
HALF = 80.0
MOST_LINES = 10  # of an address; what is more goes on in the last one
INK, QUIET, RULE = (28, 26, 21), (91, 85, 74), (226, 216, 198)  # as the tokens ink, ink-2 and line
POINT = 25.4 / 72  # millimeters
SHARP = 8  # pixels of a drawn line for each point


def draw(bill: Bill) -> bytes:
    pdf = _paper(bill)
    _head(pdf, bill)
    _addresses(pdf, bill)
    _facts(pdf, bill)
    _lines(pdf, bill)
    _foot(pdf, bill)
    return bytes(pdf.output())


def facts(bill: Bill) -> Iterator[tuple[str, str]]:
    yield _("Number"), bill.label
    yield _("Date"), date_format(site_today(bill.issued_at), "F j, Y")
    if bill.credits:
        yield _("Credits invoice"), bill.credits.label
    if bill.due_on:
        yield _("To be paid by"), date_format(bill.due_on, "F j, Y")
    if number := bill.as_issued.get("tax_number"):
        yield _("Your tax number"), number


def sums(bill: Bill) -> Iterator[tuple[str, str]]:
    if bill.tax or bill.tax_percent:
        yield _("Before tax"), price.money(bill.net, bill.currency)
        yield _("Tax, %(percent)s%%") % {"percent": percent(bill)}, price.money(bill.tax, bill.currency)
    yield (_("Credited") if bill.kind == CREDIT else _("Total")), price.money(bill.total, bill.currency)


def percent(bill: Bill) -> str:
    """7.50 is 7.5, 19.00 is 19."""
    return f"{bill.tax_percent:.2f}".rstrip("0").rstrip(".")


def _paper(bill: Bill) -> FPDF:
    pdf = FPDF(format="A4")
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.c_margin = 0  # words, rules and drawn lines begin at the same edge
    pdf.set_auto_page_break(True, MARGIN)
    pdf.set_title(bill.label)
    pdf.set_lang("en-US")
    pdf.set_creator(str(shell.current()["site_name"]))
    pdf.set_creation_date(bill.issued_at)
    for face in lettering.WEIGHTS:
        pdf.add_font(face, fname=lettering.fallbacks(face)[0])
    pdf.add_font("noto", fname=_noto())
    pdf.set_fallback_fonts(["noto"])
    pdf.add_page()
    return pdf


def _noto() -> Path:
    return lettering.fallbacks("figtree")[1]


def _head(pdf: FPDF, bill: Bill) -> None:
    _say(pdf, str(shell.current()["site_name"]), size=13, face="fraunces")
    pdf.ln(10)
    _say(pdf, _("Credit note") if bill.kind == CREDIT else _("Invoice"), size=28, face="fraunces")
    pdf.ln(6)


def _addresses(pdf: FPDF, bill: Bill) -> None:
    issued, top = bill.as_issued, pdf.get_y()
    own = [issued.get("from", ""), _("Tax number %(number)s") % {"number": issued["from_tax_number"]} if issued.get("from_tax_number") else ""]
    _block(pdf, MARGIN, top, _("From"), "\n".join(part for part in own if part) or str(shell.current()["site_name"]))
    left = pdf.get_y()
    _block(pdf, MARGIN + WIDTH - HALF, top, _("To"), f"{issued.get('to', '')}\n{issued.get('address', '')}")
    pdf.set_y(max(left, pdf.get_y()) + 8)


def _block(pdf: FPDF, x: float, y: float, label: str, text: str) -> None:
    pdf.set_xy(x, y)
    _say(pdf, label, size=9, color=QUIET, x=x, width=HALF)
    lines = [line for line in text.splitlines() if line.strip()]
    kept = lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], ", ".join(lines[MOST_LINES - 1 :])]
    _say(pdf, "\n".join(kept), size=11, x=x, width=HALF)


def _facts(pdf: FPDF, bill: Bill) -> None:
    for label, value in facts(bill):
        _pair(pdf, label, value, at=MARGIN + 45)
    pdf.ln(6)


def _lines(pdf: FPDF, bill: Bill) -> None:
    _rule(pdf)
    for line in bill.as_issued.get("lines", []):
        _amount(pdf, line["words"], price.money(line["amount"], bill.currency))
        _rule(pdf)
    for label, value in sums(bill):
        _amount(pdf, label, value)
    pdf.ln(8)


def _foot(pdf: FPDF, bill: Bill) -> None:
    if bill.kind != INVOICE:
        return
    adapter = payment.adapter()
    _say(pdf, _("How to pay"), size=13, face="fraunces")
    pdf.ln(1)
    _say(pdf, "\n".join([adapter.instructions(bill), adapter.pay_url(bill) or ""]).strip(), size=11)


def _pair(pdf: FPDF, label: str, value: str, *, at: float) -> None:
    top = pdf.get_y()
    _say(pdf, label, size=11, color=QUIET, width=at - MARGIN - 3)
    below = pdf.get_y()
    pdf.set_xy(at, top)
    _say(pdf, value, size=11, x=at, width=MARGIN + WIDTH - at)
    pdf.set_y(max(below, pdf.get_y()))


def _amount(pdf: FPDF, words: str, amount: str) -> None:
    pdf.ln(2)
    top = pdf.get_y()
    _say(pdf, words, size=11, width=WIDTH - 48)
    below = pdf.get_y()
    pdf.set_xy(MARGIN + WIDTH - 45, top)
    _say(pdf, amount, size=11, x=MARGIN + WIDTH - 45, width=45, align="R")
    pdf.set_y(max(below, pdf.get_y()) + 2)


def _rule(pdf: FPDF) -> None:
    pdf.set_draw_color(*RULE)
    pdf.line(MARGIN, pdf.get_y(), MARGIN + WIDTH, pdf.get_y())


def _say(pdf: FPDF, text: str, *, size: int, face: str = "figtree", color: Any = INK, x: float = MARGIN, width: float = WIDTH, align: str = "L") -> None:
    """Every line of the text, wrapped to `width` millimeters, from `x` downward."""
    for line in text.splitlines():
        cleaned = lettering.clean(line)
        if not cleaned:
            continue
        pdf.set_x(x)
        if can_set(cleaned, face):
            pdf.set_font(face, size=size)
            pdf.set_text_color(*color)
            pdf.multi_cell(width, size * POINT * 1.4, cleaned, align=align, new_x="LMARGIN", new_y="NEXT")
        else:
            _picture(pdf, cleaned, size=size, face=face, color=color, x=x, width=width, align=align)


def can_set(text: str, face: str) -> bool:
    """Letters that stand one after another from the left, in a font that is put into the file."""
    files = lettering.fallbacks(face)[0], _noto()
    return all(lettering.strong_direction(one) != "rtl" and any(lettering.has(file, one) for file in files) for one in lettering.clusters(text))


def _picture(pdf: FPDF, text: str, *, size: int, face: str, color: Any, x: float, width: float, align: str) -> None:
    pixels = size * SHARP
    _size, lines = lettering.layout(text, width / POINT * SHARP, pixels * 100, [pixels], face=face)
    for line in lines:
        wide = lettering.measure(line, face) * pixels / lettering.RULER
        image = Image.new("RGB", (int(wide) + 2, int(pixels * 1.4)), "white")
        lettering.write(ImageDraw.Draw(image), (0, pixels), line, pixels, face=face, fill="#{:02x}{:02x}{:02x}".format(*color))
        tall, broad = image.height / SHARP * POINT, image.width / SHARP * POINT
        if pdf.will_page_break(tall):
            pdf.add_page()
        pdf.image(image, x=x + width - broad if align == "R" else x, y=pdf.get_y(), w=broad, h=tall, alt_text=line)
        pdf.set_y(pdf.get_y() + tall)
