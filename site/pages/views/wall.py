"""The quote wall, for reading: the current prompt's answers, an earlier prompt's, one quote on its own, and its share picture."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from core import paging
from core.page_cache import reading_page
from pages import embeds
from quotes import cards, edges, share_card
from quotes import wall as walls
from quotes.models import Prompt, Quote
from sponsors import place
from stories import structured
from stories.models import PublishedStory

PAGE = 24  # six rows of four; drawing the cards is most of what a page costs
MOST_PINNED = 12
MOST_STORIES = 20
FRAGMENT = "quotes/_cards.html"


@require_safe
@reading_page
def wall(request: HttpRequest) -> HttpResponse:
    """The prompt that is open now, or the latest that was."""
    now, known = timezone.now(), walls.prompts()
    return _wall(request, walls.current(known, now), known, now)


@require_safe
@reading_page
def wall_prompt(request: HttpRequest, slug: str) -> HttpResponse:
    now, known = timezone.now(), walls.prompts()
    prompt = next((one for one in known if one.slug == slug), None) or get_object_or_404(Prompt, slug=slug)
    if prompt.opens_at > now:
        raise Http404(slug)
    return _wall(request, prompt, known, now)


def _wall(request: HttpRequest, prompt: Prompt | None, known: list[Prompt], now: datetime) -> HttpResponse:
    choice = walls.asked(request.GET)
    more = bool(prompt and prompt.shows(now) and request.headers.get("HX-Request"))
    if prompt and more:
        response = render(request, FRAGMENT, _cards(request, prompt, choice))
    else:
        response = render(request, "quotes/wall.html", _page(request, prompt, choice, known, now))
    patch_vary_headers(response, ["HX-Request"])
    response.fresh_until = edges.next_of(known, now)  # type: ignore[attr-defined]
    return response


def _page(request: HttpRequest, prompt: Prompt | None, choice: walls.Choice, known: list[Prompt], now: datetime) -> dict[str, Any]:
    if prompt is None:
        return {"canonical": request.build_absolute_uri("/wall/")}
    url = request.build_absolute_uri(prompt.get_absolute_url())
    support = place.of_wall(now)
    context: dict[str, Any] = {
        "prompt": prompt,
        "support": support,
        "open": prompt.is_open(now),
        "closed": prompt.closes_at if prompt.closes_at and prompt.closes_at <= now else None,
        "others": [one for one in known if one.opens_at <= now and one != prompt],
        "canonical": url,
        "oembed": embeds.discovery(url, absolute=request.build_absolute_uri),
    }
    if not prompt.shows(now):
        return context | {"shows_at": prompt.shows_at}
    shown = _cards(request, prompt, choice)
    paths = [card["url"] for card in shown["quotes"]]
    return context | shown | {
        "choice": choice,
        "offers": walls.offers(prompt, choice),
        "orders": [(choice.address(prompt, order=""), choice.order == ""), (choice.address(prompt, order=walls.RINGS), choice.order == walls.RINGS)],
        "off": [(value, choice.address(prompt, **{name: ""})) for name, value in (("place", choice.place), ("work", choice.work)) if value],
        "count": walls.count(prompt, choice),
        "iframe": embeds.wall_iframe(prompt, absolute=request.build_absolute_uri),
        "structured": structured.collection(prompt.title, url=url, paths=paths, absolute=request.build_absolute_uri, sponsors=support.names),
    }  # fmt: skip


def _cards(request: HttpRequest, prompt: Prompt, choice: walls.Choice) -> dict[str, Any]:
    """One page of cards in the chosen order. The editors' own order begins with what they pinned."""
    every = walls.answers(prompt, choice)
    editors_order = not choice.narrowed and not choice.order
    rows = walls.apart(every, pinned=False) if editors_order else every
    if choice.order == walls.RINGS:
        page = paging.by_number(request, rows, size=PAGE, field="rings")
    else:
        page = paging.by_date(request, rows, size=PAGE)
    pinned = walls.apart(every, pinned=True).order_by("-shown_at", "-id")[:MOST_PINNED] if editors_order and page.first else []
    return {"quotes": [cards.card(quote) for quote in [*pinned, *page.rows]], "page": page}


@require_safe
@reading_page
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    url = request.build_absolute_uri(found.get_absolute_url())
    context: dict[str, Any] = {"quote": found, "card": cards.card(found), "canonical": url}
    if found.status in walls.GONE:
        return render(request, "quotes/quote.html", context, status=410)
    image = request.build_absolute_uri(f"{found.get_absolute_url()}card.png?v={share_card.digest(found)}")
    context |= {
        "named": cards.named(found),
        "profile": cards.profile(found),
        "stories": PublishedStory.objects.quoting(found).for_cards().newest()[:MOST_STORIES],
        "image": {"url": image, "width": share_card.WIDTH, "height": share_card.HEIGHT, "alt": found.text},
        "iframe": embeds.quote_iframe(found, absolute=request.build_absolute_uri),
        "oembed": embeds.discovery(url, absolute=request.build_absolute_uri),
        "structured": _structured(found, url=url, image=image),
        "supported": place.of_wall(timezone.now()).sentence,
    }
    return render(request, "quotes/quote.html", context)


def _found(pk: int) -> Quote:
    found = walls.find(pk, timezone.now())
    if found is None:
        raise Http404(pk)
    return found


def _structured(quote: Quote, *, url: str, image: str) -> str:
    data = {
        "@type": "Quotation",
        "text": quote.text,
        "url": url,
        "image": image,
        "creator": {"@type": "Person", "name": quote.name} | ({"url": cards.profile(quote)} if cards.profile(quote) else {}),
        "datePublished": quote.shown_at.isoformat(timespec="seconds") if quote.shown_at else "",
        "isPartOf": {"@type": "CollectionPage", "name": quote.prompt.title, "url": url.partition("/wall/")[0] + quote.prompt.get_absolute_url()},
    }
    return structured.script(data | ({"citation": quote.source_url} if quote.source_url else {}))


@require_safe
def card_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A stored file; browsers may keep it but ask each time, so that a quote that is gone is gone here as well."""
    found = _found(pk)
    if found.status in walls.GONE:
        return HttpResponse(cards.gap(found), status=410, content_type="text/plain; charset=utf-8")
    etag = f'"{share_card.digest(found)}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = FileResponse(default_storage.open(share_card.stored(found)), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
