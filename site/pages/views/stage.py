"""The stage: a wall's answers full screen, one after another, for a screen in a shop or a hall.

Without a script the page shows one answer and turns itself; with it, the screen takes newly approved answers and loses withdrawn ones
at its next look at `answers`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.page_cache import reading_page
from quotes import cards, edges
from quotes import wall as walls
from quotes.models import Prompt, Quote

MOST = 200  # answers that go round: what is pinned, then the newest
STEPS = (24, 60, 120, 200, 320)  # letters; each further step is set smaller


@require_safe
@reading_page
def stage(request: HttpRequest, slug: str) -> HttpResponse:
    """One answer: the first, or the one `?after=` another."""
    now = timezone.now()
    prompt, shown = _going_round(slug, now)
    after = request.GET.get("after", "")
    place = next((number + 1 for number, quote in enumerate(shown) if str(quote.pk) == after), 0)
    quote = shown[place % len(shown)] if shown else None
    wall_url = "/wall/" if Prompt.objects.current(now) == prompt else prompt.get_absolute_url()
    context = {
        "prompt": prompt,
        "quote": _answer(quote) if quote else None,
        "shows_at": None if prompt.shows(now) else prompt.shows_at,
        "wall_url": wall_url,
        "short": f"{request.get_host()}{wall_url}".rstrip("/"),
        "canonical": request.build_absolute_uri(prompt.get_absolute_url()),
    }
    response = render(request, "quotes/stage.html", context)
    response.fresh_until = edges.next_edge(now)  # type: ignore[attr-defined]
    return response


@require_safe
@reading_page
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """What goes round now, as the stage's script wants it; empty while the wall is under embargo."""
    now = timezone.now()
    prompt, shown = _going_round(slug, now)
    response = JsonResponse({"quotes": [_answer(quote) for quote in shown]})
    response.fresh_until = edges.next_of([prompt], now)  # type: ignore[attr-defined]
    return response


def _going_round(slug: str, now: datetime) -> tuple[Prompt, list[Quote]]:
    """The prompt and its answers on the screen: none while the wall is under embargo."""
    prompt = get_object_or_404(Prompt, slug=slug, opens_at__lte=now)
    return prompt, walls.first(prompt, MOST) if prompt.shows(now) else []


def _answer(quote: Quote) -> dict[str, Any]:
    card = cards.card(quote)
    step = sum(cards.breadth(quote.text) > limit for limit in STEPS)
    return {"id": quote.pk, "text": card["text"], "name": card["name"], "note": card["note"], "tint": card["tint"], "step": step}
