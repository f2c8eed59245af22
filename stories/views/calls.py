"""A call as readers see it: what is asked for, until when, and the way to answer; and which calls are open now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.page_cache import reading_page
from stories.models import CallPage


@reading_page
def call(request: HttpRequest, page: CallPage) -> HttpResponse:
    now = timezone.now()
    context = {"page": page, "open": page.is_open(now), "coming": page.opens_at > now, "canonical": request.build_absolute_uri(request.path)}
    response = render(request, "stories/call.html", context)
    response.fresh_until = next_edge([page], now)  # type: ignore[attr-defined]
    return response


def next_edge(calls: Iterable[CallPage], now: datetime) -> datetime | None:
    """When one of these next opens or closes."""
    moments = (moment for one in calls for moment in (one.opens_at, one.closes_at))
    return min((moment for moment in moments if moment and moment > now), default=None)


def not_closed(now: datetime, *, kind: str = "") -> list[CallPage]:
    """Those that are open or still to open, the one that closes first before the others."""
    rows = CallPage.objects.live().filter(Q(closes_at=None) | Q(closes_at__gt=now)).order_by("closes_at", "opens_at", "pk")
    found = list(rows.filter(kind=kind) if kind else rows)
    return sorted(found, key=lambda one: one.closes_at is None)  # the two databases put "never" at different ends


def open_calls(now: datetime, *, kind: str = "") -> list[CallPage]:
    return [one for one in not_closed(now, kind=kind) if one.is_open(now)]


def open_call(number: object, *, kind: str, closed_within: timedelta = timedelta(0)) -> CallPage | None:
    """The open call of this kind that an address or a hidden field names; anything else is none. `closed_within`: for whoever was typing."""
    text = str(number or "")
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        return None
    found = CallPage.objects.live().filter(pk=int(text), kind=kind).first()
    now = timezone.now()
    return found if found and (found.is_open(now) or found.is_open(now - closed_within)) else None
