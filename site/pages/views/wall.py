"""The quote wall, for reading: the current prompt's answers, an earlier prompt's, and one quote on its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core import paging
from core.page_cache import reading_page
from quotes.cards import card
from quotes.edges import next_edge
from quotes.models import Prompt, Quote
from stories import structured

PAGE = 48
MOST_PINNED = 12
MOST_COUNTED = 10_000
GONE = {Quote.Status.WITHDRAWN, Quote.Status.HIDDEN}


@require_safe
@reading_page
def wall(request: HttpRequest) -> HttpResponse:
    """The prompt that is open now, or the latest that was."""
    now = timezone.now()
    return _wall(request, Prompt.objects.current(now), now)


@require_safe
@reading_page
def wall_prompt(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    return _wall(request, get_object_or_404(Prompt, slug=slug, opens_at__lte=now), now)


def _wall(request: HttpRequest, prompt: Prompt | None, now: datetime) -> HttpResponse:
    context = _shown(request, prompt, now) if prompt else {"canonical": request.build_absolute_uri("/wall/")}
    response = render(request, "quotes/wall.html", context)
    response.fresh_until = next_edge(now)  # type: ignore[attr-defined]
    return response


def _shown(request: HttpRequest, prompt: Prompt, now: datetime) -> dict[str, Any]:
    on_it: QuerySet[Quote] = Quote.objects.approved().filter(prompt=prompt)
    page = paging.by_date(request, on_it.filter(pinned=False), size=PAGE)
    pinned = list(on_it.filter(pinned=True).order_by("-shown_at", "-id")[:MOST_PINNED]) if page.first else []
    shown, url = [*pinned, *page.rows], request.build_absolute_uri(prompt.get_absolute_url())
    return {
        "prompt": prompt,
        "closed": prompt.closes_at if prompt.closes_at and prompt.closes_at <= now else None,
        "quotes": [card(quote) for quote in shown],
        "count": on_it[:MOST_COUNTED].count(),
        "page": page,
        "others": Prompt.objects.filter(opens_at__lte=now).exclude(pk=prompt.pk)[:PAGE],
        "canonical": url,
        "structured": structured.collection(prompt.title, url=url, paths=[row.get_absolute_url() for row in shown], absolute=request.build_absolute_uri),
    }


@require_safe
@reading_page
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    found = Quote.objects.select_related("prompt").filter(pk=pk).first()
    if found is None or (found.status != Quote.Status.APPROVED and (found.status not in GONE or found.shown_at is None)):
        raise Http404(pk)
    context = {"quote": found, "card": card(found), "canonical": request.build_absolute_uri(found.get_absolute_url())}
    return render(request, "quotes/quote.html", context, status=410 if found.status in GONE else 200)
