"""A sponsor's bills, for its owners and managers: the list, one bill, and its PDF."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import paging
from sponsors import bill as verbs
from sponsors import bill_pdf, payment, price
from sponsors.models import Bill, Sponsor
from sponsors.views.own import own_sponsor, sponsor_nav

PAGE = 50


@login_required
@never_cache
@require_safe
def bills(request: HttpRequest, slug: str) -> HttpResponse:
    sponsor, member = own_sponsor(request, slug, "bills")
    part = paging.by_date(request, verbs.with_credits(Bill.objects.filter(sponsor=sponsor)), size=PAGE, field="issued_at")
    rows = [_row(bill) for bill in part.rows]
    return render(request, "sponsors/bills.html", {"sponsor": sponsor, "rows": rows, "part": part, "desk_nav": sponsor_nav(member, "bills")})


@login_required
@never_cache
@require_safe
def bill(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    sponsor, member = own_sponsor(request, slug, "bills")
    found = _own(sponsor, pk)
    adapter = payment.adapter()
    context = {
        "sponsor": sponsor,
        "one": _row(found),
        "bill": found,
        "notes": [_row(note) for note in verbs.with_credits(found.credit_notes.all())],
        "desk_nav": sponsor_nav(member, "bills"),
    }
    if verbs.to_pay(found):
        context |= {"pay": adapter.instructions(found), "pay_url": adapter.pay_url(found)}
    return render(request, "sponsors/bill.html", context)


@login_required
@never_cache
@require_safe
def pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    sponsor, _member = own_sponsor(request, slug, "bills")
    found = _own(sponsor, pk)
    response = HttpResponse(bill_pdf.draw(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.label}.pdf"'
    return response


def _own(sponsor: Sponsor, pk: int) -> Bill:
    found = verbs.with_credits(Bill.objects.filter(sponsor=sponsor, pk=pk)).select_related("placement__slot__section", "placement__slot__story").first()
    if found is None:
        raise Http404(pk)
    found.sponsor = sponsor
    return found


def _row(bill: Bill) -> dict[str, object]:
    left, standing = verbs.left_of(bill), verbs.standing(bill)
    lines = [line | {"amount": price.money(line["amount"], bill.currency)} for line in bill.as_issued.get("lines", [])]
    amounts = {name: price.money(getattr(bill, name), bill.currency) for name in ("net", "tax", "total")}
    return {
        "bill": bill,
        "standing": standing,
        "stands": verbs.standing_words(bill),
        "lines": lines,
        "percent": bill_pdf.percent(bill),
        "shown_total": f"−{amounts['total']}" if bill.kind == verbs.CREDIT else amounts["total"],
        "left": price.money(left.total, bill.currency),
        **amounts,
    }
