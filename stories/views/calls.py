"""A call as readers see it: what is asked for, until when, and the way to answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.page_cache import reading_page
from stories.models import CallPage


@reading_page
def call(request: HttpRequest, page: CallPage) -> HttpResponse:
    now = timezone.now()
    context = {"page": page, "open": page.is_open(now), "canonical": request.build_absolute_uri(request.path)}
    response = render(request, "stories/call.html", context)
    edges = [moment for moment in (page.opens_at, page.closes_at) if moment and moment > now]
    response.fresh_until = min(edges, default=None)  # type: ignore[attr-defined]
    return response
