"""What browsers call: a placement's click leads on, and what was seen is told. None of them sets a cookie or says whether it was counted."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from core.throttle import reader_key
from sponsors import count, doorway, tokens
from sponsors.links import for_header
from sponsors.models import Creative, Sponsor


@require_safe
def go(request: HttpRequest, token: str) -> HttpResponse:
    """Leads on to what the reader saw, also from an old page; whether it counts is another question."""
    try:
        page = tokens.read_page(token)
    except tokens.NotOurs:
        raise Http404
    creatives = Creative.objects.filter(pk=page.creative_id, placement_id=page.placement_id, state=Creative.State.APPROVED)
    link, status = creatives.values_list("link", "placement__sponsor__status").first() or ("", "")
    if not link:
        raise Http404
    if status == Sponsor.Status.CLOSED:
        return render(request, "sponsors/go_closed.html", status=410)
    visit = doorway.visit_of(request.META)
    count.click(token=token, visit=visit, reader=reader_key(request), nonce=request.GET.get("n", "")[: tokens.LONGEST])
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "origin", "X-Robots-Tag": "noindex, nofollow"}
    if visit.ahead:  # the browser asks again when somebody really clicks
        return HttpResponse(status=204, headers=headers)
    return HttpResponse(status=302, headers=headers | {"Location": for_header(link)})


@csrf_exempt
def seen(request: HttpRequest) -> HttpResponse:
    """Where somebody is signed in, or no server of ours stands before; others are answered at its door."""
    return _answer(*doorway.seen(request.META))


@csrf_exempt
def nonce(request: HttpRequest) -> HttpResponse:
    """As seen()."""
    return _answer(*doorway.nonce(request.META))


def _answer(status: int, body: bytes) -> HttpResponse:
    return HttpResponse(body, status=status, headers=dict(doorway.NEVER_KEPT))
