"""Bills for an editor: the list, one of them; marking it paid or not, a credit note and its money given back, its PDF. Nothing is changed or deleted."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from people.models import User
from sponsors import bill as verbs
from sponsors import bill_pdf, repay
from sponsors.cms import told, typed_money
from sponsors.cms.acting import carried_out, forms_of, status
from sponsors.cms.forms import Group
from sponsors.cms.gate import managers_only
from sponsors.cms.placements import kept
from sponsors.dates import site_today
from sponsors.models import Bill
from sponsors.price import money
from sponsors.states import CannotBook

PAGE = 50
SHOWN = [
    ("", gettext_lazy("All")),
    ("open", gettext_lazy("Not paid")),
    ("overdue", gettext_lazy("Past due")),
    ("paid", gettext_lazy("Paid")),
    ("credit", gettext_lazy("Credit notes")),
    ("return", gettext_lazy("To be returned")),
]
PAID = Group(
    "paid",
    gettext_lazy("Mark it as paid"),
    gettext_lazy("Say how, if you like: a bank transfer, a check."),
    (("paid", gettext_lazy("Paid")),),
    gettext_lazy("Mark it as paid"),
)
UNPAID = Group(
    "unpaid",
    gettext_lazy("Mark it as not paid"),
    gettext_lazy("For a payment that bounced or was entered by mistake."),
    (("unpaid", gettext_lazy("Not paid")),),
    gettext_lazy("Mark it as not paid"),
)
CREDIT = Group(
    "credit",
    gettext_lazy("Issue a credit note"),
    gettext_lazy(
        "Takes part or all of this invoice back; its share of the tax comes off with it. It is numbered, kept, and sent to the sponsor with your words."
    ),
    (("credit", gettext_lazy("Issue a credit note")),),
    gettext_lazy("Issue the credit note"),
    ("amount", "words"),
)
RETURNED = Group(
    "returned",
    gettext_lazy("Give the money back"),
    gettext_lazy("The invoice was paid before this was credited. When the money is on its way, mark it here; say how, if you like."),
    (("returned", gettext_lazy("Money given back")),),
    gettext_lazy("Mark it as given back"),
)
NOT_RETURNED = Group(
    "not-returned",
    gettext_lazy("Mark it as not given back"),
    gettext_lazy("For a payment that came back or was entered by mistake."),
    (("not-returned", gettext_lazy("Not given back")),),
    gettext_lazy("Mark it as not given back"),
)
DONE = {
    "paid": gettext_lazy("Marked as paid."),
    "unpaid": gettext_lazy("Marked as not paid."),
    "credit": gettext_lazy("The credit note is issued and sent."),
    "returned": gettext_lazy("Marked as given back."),
    "not-returned": gettext_lazy("Marked as not given back."),
}
VERBS = {"paid": verbs.mark_paid, "unpaid": verbs.mark_unpaid, "returned": repay.mark_returned, "not-returned": repay.mark_not_returned}


@managers_only
@require_safe
def bills(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("shown", "")
    rows = verbs.with_credits(Bill.objects.select_related("sponsor").order_by("-issued_at", "-pk"))
    invoices = rows.filter(kind=Bill.Kind.INVOICE)
    narrowed = {
        "open": invoices.filter(paid_at=None),
        "overdue": invoices.filter(paid_at=None, due_on__lt=site_today()),
        "paid": invoices.exclude(paid_at=None),
        "credit": rows.filter(kind=Bill.Kind.CREDIT),
        "return": verbs.to_be_returned(rows),
    }
    page = Paginator(narrowed.get(chosen, rows), PAGE).get_page(request.GET.get("p"))
    return render(
        request, "cms/sponsor_bills.html", {"rows": [_row(one) for one in page], "page": page, "shown": SHOWN, "chosen": chosen, "kept": kept(request)}
    )


def _row(one: Bill) -> dict[str, Any]:
    return {"bill": one, "total": money(one.total, one.currency), "standing": verbs.standing_words(one)}


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def bill(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(pk)
    forms = forms_of(request, groups(found))
    if carried_out(request, forms, partial(_act, found, request.user)):
        return redirect("cms_bill", pk=pk)
    context = _row(found) | {
        "net": money(found.net, found.currency),
        "tax": money(found.tax, found.currency),
        "left": money(verbs.left_of(found).net, found.currency) if found.kind == Bill.Kind.INVOICE else "",
        "lines": [(line["words"], money(line["amount"], found.currency)) for line in found.as_issued.get("lines", [])],
        "notes": [_row(note) for note in verbs.with_credits(found.credit_notes.all())],
        "decisions": told.about(found),
    }
    return render(request, "cms/sponsor_bill.html", context | {"forms": forms}, status=status(forms))


def _one(pk: int) -> Bill:
    rows = verbs.with_credits(Bill.objects.filter(pk=pk)).select_related("sponsor", "placement__slot__section", "placement__slot__story")
    return get_object_or_404(rows)


def groups(found: Bill) -> list[Group]:
    if found.kind != Bill.Kind.INVOICE:
        return [NOT_RETURNED] if found.paid_at else [RETURNED] if verbs.to_return(found) else []
    left = verbs.left_of(found)
    marking = [UNPAID] if found.paid_at else [PAID] if left.total else []
    return marking + ([CREDIT] if left.net else [])


def _act(found: Bill, by: User, data: dict[str, Any]) -> str:
    act, words = data["act"], data["words"].strip()
    if act == "credit":
        verbs.give_credit(found, amount=_units(data["amount"], found.currency), words=words, by=by)
    else:
        VERBS[act](found, by=by, words=words)
    return str(DONE[act])


def _units(typed, currency: str) -> int:
    try:
        return typed_money.units(typed, currency)
    except typed_money.NoSuchAmount as refusal:
        raise CannotBook(str(refusal)) from refusal


@managers_only
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(pk)
    response = HttpResponse(bill_pdf.draw(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.label}.pdf"'
    return response
