"""Quotes on other sites: small complete pages that may stand in anybody's frame, and oEmbed, which tells others how to frame them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from core import shell
from core.page_cache import reading_page
from pages import embeds
from quotes import cards, edges, share_card
from quotes import wall as walls
from quotes.models import Prompt, Quote
from sponsors import place

ON_A_WALL = 12
KEEP = 300  # seconds that another site may keep what oEmbed said; the frame itself is asked each time
POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"


def for_any_frame(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No script, no form, and nobody is kept from framing it. Said in headers, which a cached copy keeps."""

    @functools.wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Content-Security-Policy"] = POLICY
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return xframe_options_exempt(framed)


@require_safe
@reading_page
@for_any_frame
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    found = walls.find(pk, timezone.now())
    if found is None:
        raise Http404(pk)
    context = _context(request, found.prompt, path=found.get_absolute_url()) | {"quote": _still(found)}
    return render(request, "quotes/embed.html", context, status=410 if found.status in walls.GONE else 200)


@require_safe
@reading_page
@for_any_frame
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    prompt = get_object_or_404(Prompt, slug=slug, opens_at__lte=now)
    context = _context(request, prompt, path=prompt.get_absolute_url())
    if prompt.shows(now):
        context["quotes"] = [_still(quote) for quote in walls.first(prompt, ON_A_WALL)]
    else:
        context["shows_at"] = prompt.shows_at
    response = render(request, "quotes/embed.html", context)
    response.fresh_until = edges.next_of([prompt], now)  # type: ignore[attr-defined]
    return response


def _still(quote: Quote) -> dict[str, Any]:
    """A card without its key, so without a bell to ring: no form works in a frame."""
    return cards.card(quote) | {"pk": None}


def _context(request: HttpRequest, prompt: Prompt, *, path: str) -> dict[str, Any]:
    return {
        "prompt": prompt,
        "prompt_url": request.build_absolute_uri(prompt.get_absolute_url()),
        "canonical": request.build_absolute_uri(path),
        "supported": place.of_wall(timezone.now()).sentence,
    }


@require_safe
@reading_page
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0 for quotes and walls of ours; 404 for any other address, 501 for XML (section 2.3.4)."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(_("Only JSON is spoken here."), status=501, content_type="text/plain; charset=utf-8")
    width = max(embeds.NARROWEST, min(embeds.WIDTH, _pixels(request, "maxwidth")))
    now = timezone.now()
    thing = _ours(request, request.GET.get("url", ""), now)
    told = _told_of_quote(request, thing, width) if isinstance(thing, Quote) else _told_of_wall(request, thing, width)
    name = str(shell.current()["site_name"])
    told |= _supporters(now)
    told |= {"type": "rich", "version": "1.0", "provider_name": name, "provider_url": request.build_absolute_uri("/"), "cache_age": KEEP, "width": width}
    response = JsonResponse(told)
    response.fresh_until = edges.next_edge(now)  # type: ignore[attr-defined]
    return response


def _supporters(now: datetime) -> dict[str, Any]:
    """The frame says it to people; section 2.3.4.1 lets a provider add keys of its own."""
    support = place.of_wall(now)
    return {"_supported_by": {"about": support.sentence, "sponsors": support.names}} if support.names else {}


def _pixels(request: HttpRequest, name: str) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 else 100_000


def _ours(request: HttpRequest, url: str, now: datetime) -> Quote | Prompt:
    """The quote or the wall behind one of our own addresses, if anybody may read it now."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or parts.netloc != request.get_host():
            raise Http404(url)
        match = resolve(unquote(parts.path))
    except (ValueError, Resolver404) as error:  # no address at all, or none of ours
        raise Http404(url) from error
    found: Quote | Prompt | None = None
    if match.url_name == "quote":
        found = walls.find(match.kwargs["pk"], now)
        found = found if found and found.status == Quote.Status.APPROVED else None
    elif match.url_name == "wall_prompt":
        found = Prompt.objects.filter(slug=match.kwargs["slug"]).first()
    elif match.url_name == "wall":
        found = Prompt.objects.current(now)
    if found is None or (isinstance(found, Prompt) and not found.shows(now)):
        raise Http404(url)
    return found


def _told_of_quote(request: HttpRequest, found: Quote, width: int) -> dict[str, Any]:
    absolute, height = request.build_absolute_uri, min(embeds.quote_height(found, width), _pixels(request, "maxheight"))
    told: dict[str, Any] = {
        "title": found.prompt.title,
        "author_name": cards.named(found),
        "html": embeds.quote_iframe(found, absolute=absolute, width=width, height=height),
        "height": height,
        "thumbnail_url": absolute(f"{found.get_absolute_url()}card.png"),
        "thumbnail_width": share_card.WIDTH,
        "thumbnail_height": share_card.HEIGHT,
    }
    return told | ({"author_url": cards.profile(found)} if cards.profile(found) else {})


def _told_of_wall(request: HttpRequest, prompt: Prompt, width: int) -> dict[str, Any]:
    height = min(embeds.WALL_HEIGHT, _pixels(request, "maxheight"))
    return {"title": prompt.title, "html": embeds.wall_iframe(prompt, absolute=request.build_absolute_uri, width=width, height=height), "height": height}
