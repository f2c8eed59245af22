"""Feeds of all stories, a section, a business, a place, a writer and a wall, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from businesses.models import Business, Place
from core import shell
from core.page_cache import reading_page
from pages.feeds import Channel, Item, of_quote, of_story, respond
from people.models import Byline
from quotes import edges
from quotes import wall as walls
from quotes.models import Prompt
from stories.models import PublishedStory, SectionPage, StoryOfBusiness, StoryOfByline

ITEMS = 20


def _feed(request: HttpRequest, form: str, stories: Iterable[PublishedStory], *, title: str, path: str, feed_path: str = "") -> HttpResponse:
    return _respond(request, form, [of_story(row, absolute=request.build_absolute_uri) for row in stories], title=title, path=path, feed_path=feed_path)


def _linked(links: QuerySet) -> list[PublishedStory]:
    """The newest stories that these links of a business or a byline lead to."""
    return [link.published for link in links.select_related("published").order_by("-shown_at", "-pk")[:ITEMS]]


def _respond(request: HttpRequest, form: str, items: list[Item], *, title: str, path: str, feed_path: str = "") -> HttpResponse:
    name = str(shell.current()["site_name"])
    channel = Channel(
        title=f"{name}: {title}" if title else name,
        description=str(shell.current()["tagline"]),
        path=path,
        feed_path=feed_path or f"{path}feed",
    )
    return respond(form, channel, items, absolute=request.build_absolute_uri)


@require_safe
@reading_page
def stories(request: HttpRequest, form: str) -> HttpResponse:
    return _feed(request, form, PublishedStory.objects.live().newest()[:ITEMS], title="", path="/stories/", feed_path="/feeds/stories")


@require_safe
@reading_page
def section(request: HttpRequest, section: str, form: str) -> HttpResponse:
    found = get_object_or_404(SectionPage.objects.live(), slug=section)
    return _feed(request, form, PublishedStory.objects.live().filter(section_id=found.pk).newest()[:ITEMS], title=found.title, path=f"/stories/{found.slug}/")


@require_safe
@reading_page
def business(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = get_object_or_404(Business.objects.listed(), slug=slug)
    return _feed(request, form, _linked(StoryOfBusiness.objects.filter(business=found)), title=found.name, path=found.get_absolute_url())


@require_safe
@reading_page
def place(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = get_object_or_404(Place.objects.shown(PublishedStory.objects.live()), slug=slug)
    return _feed(request, form, PublishedStory.objects.live().filter(place_id=found.pk).newest()[:ITEMS], title=found.label, path=found.get_absolute_url())


@require_safe
@reading_page
def writer(request: HttpRequest, handle: str, form: str) -> HttpResponse:
    found = get_object_or_404(Byline, handle=handle)
    told = _linked(StoryOfByline.objects.filter(byline=found))
    if not told:
        raise Http404(handle)
    return _feed(request, form, told, title=_("stories by %(name)s") % {"name": found.name}, path=found.get_absolute_url())


@require_safe
@reading_page
def wall(request: HttpRequest, form: str) -> HttpResponse:
    """The newest answers to the question of the day: when another one opens, the feed goes on with its answers."""
    now = timezone.now()
    prompt = Prompt.objects.current(now)
    response = _quotes(request, form, prompt, now, title=_("Quote wall"), path="/wall/", feed_path="/feeds/wall")
    response.fresh_until = edges.next_edge(now)  # type: ignore[attr-defined]
    return response


@require_safe
@reading_page
def wall_prompt(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    now = timezone.now()
    prompt = get_object_or_404(Prompt, slug=slug, opens_at__lte=now)
    response = _quotes(request, form, prompt, now, title=prompt.title, path=prompt.get_absolute_url())
    response.fresh_until = edges.next_of([prompt], now)  # type: ignore[attr-defined]
    return response


def _quotes(request: HttpRequest, form: str, prompt: Prompt | None, now: datetime, *, title: str, path: str, feed_path: str = "") -> HttpResponse:
    rows = walls.newest(prompt, ITEMS) if prompt and prompt.shows(now) else []
    for row in rows:
        row.prompt = prompt
    items = [of_quote(row, absolute=request.build_absolute_uri) for row in rows]
    return _respond(request, form, items, title=title, path=path, feed_path=feed_path)


@require_safe
@reading_page
def index(request: HttpRequest) -> HttpResponse:
    sections = SectionPage.objects.live().order_by("position", "pk")
    feeds = [{"title": _("All stories"), "path": "/feeds/stories"}, {"title": _("Quote wall"), "path": "/feeds/wall"}]
    feeds += [{"title": section.title, "path": f"/stories/{section.slug}/feed"} for section in sections]
    return render(request, "pages/feeds.html", {"feeds": feeds, "canonical": request.build_absolute_uri("/feeds/")})
