"""The front page: one story large, what is fresh, the newest of each section, and the wall."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.page_cache import reading_page
from pages.models import FrontPage
from quotes import edges
from quotes import wall as walls
from quotes.cards import card as quote_card
from quotes.models import Prompt
from stories import cards, structured
from stories.models import PublishedStory, SectionPage

FRESH = 6
IN_A_SECTION = 3
ON_THE_BAND = 12


@require_safe
@reading_page
def front(request: HttpRequest) -> HttpResponse:
    top, now, prompts = _lead_and_fresh(), timezone.now(), walls.prompts()
    context = {
        "lead": top[0] if top else None,
        "fresh": top[1:],
        "sections": _sections({card["pk"] for card in top}),
        "wall": _wall(prompts, now),
        "canonical": request.build_absolute_uri("/"),
        "structured": structured.website(absolute=request.build_absolute_uri),
    }
    response = render(request, "pages/front.html", context)
    response.fresh_until = edges.next_of(prompts, now)  # type: ignore[attr-defined]
    return response


def _lead_and_fresh() -> list[dict[str, Any]]:
    """The lead that editors chose, or the newest story, then the newest others."""
    live = PublishedStory.objects.live().for_cards()
    chosen = FrontPage.objects.values_list("lead_id", flat=True).first()
    rows = list(live.newest()[: FRESH + 1])
    lead = next((row for row in rows if row.story_id == chosen), None) or (live.filter(story_id=chosen).first() if chosen else None)
    ordered = [lead, *[row for row in rows if row != lead]] if lead else rows
    return _with_keys(ordered[: FRESH + 1], first="lead")


def _with_keys(rows: list[PublishedStory], *, size: str = "card", first: str = "") -> list[dict[str, Any]]:
    shown = cards.cards(rows, size=size, first=first)
    return [card | {"pk": row.pk} for card, row in zip(shown, rows, strict=True)]


def _sections(shown: set[int]) -> list[dict[str, Any]]:
    """Each section with its newest stories that do not stand above; one indexed query a section."""
    found = []
    for section in SectionPage.objects.live().order_by("position", "pk"):
        newest = PublishedStory.objects.live().for_cards().filter(section_id=section.pk).newest()[: IN_A_SECTION + FRESH + 1]
        rows = [row for row in newest if row.pk not in shown][:IN_A_SECTION]
        if rows:
            found.append({"title": section.title, "url": f"/stories/{section.slug}/", "rows": rows})
    drawn = iter(cards.cards([row for section in found for row in section["rows"]], size="row"))
    return [section | {"cards": [next(drawn) for _row in section["rows"]]} for section in found]


def _wall(prompts: list[Prompt], now: datetime) -> dict[str, Any] | None:
    """The question of the day while it is open; under embargo without a single answer."""
    prompt = walls.current(prompts, now)
    if prompt is None or not prompt.is_open(now):
        return None
    if not prompt.shows(now):
        return {"prompt": prompt, "shows_at": prompt.shows_at}
    return {"prompt": prompt, "count": walls.count(prompt), "quotes": [quote_card(quote) for quote in walls.first(prompt, ON_THE_BAND)]}
