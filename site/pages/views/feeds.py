"""Feeds of all stories, a section, a business, a place and a writer, and the page that lists them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from businesses.models import Business, Place
from core import shell
from core.page_cache import reading_page
from pages.feeds import Channel, respond
from people.models import Byline
from stories.models import PublishedStory, SectionPage

ITEMS = 20


def _feed(request: HttpRequest, form: str, rows: QuerySet[PublishedStory], *, title: str, path: str, feed_path: str = "") -> HttpResponse:
    name = str(shell.current()["site_name"])
    channel = Channel(
        title=f"{name}: {title}" if title else name,
        description=str(shell.current()["tagline"]),
        path=path,
        feed_path=feed_path or f"{path}feed",
    )
    return respond(form, channel, rows.filter(live=True).newest()[:ITEMS], absolute=request.build_absolute_uri)


@require_safe
@reading_page
def stories(request: HttpRequest, form: str) -> HttpResponse:
    return _feed(request, form, PublishedStory.objects.all(), title="", path="/stories/", feed_path="/feeds/stories")


@require_safe
@reading_page
def section(request: HttpRequest, section: str, form: str) -> HttpResponse:
    found = get_object_or_404(SectionPage.objects.live(), slug=section)
    return _feed(request, form, PublishedStory.objects.filter(section_id=found.pk), title=found.title, path=f"/stories/{found.slug}/")


@require_safe
@reading_page
def business(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = get_object_or_404(Business.objects.listed(), slug=slug)
    return _feed(request, form, found.published_stories.all(), title=found.name, path=found.get_absolute_url())


@require_safe
@reading_page
def place(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = get_object_or_404(Place.objects.shown(PublishedStory.objects.live()), slug=slug)
    return _feed(request, form, PublishedStory.objects.filter(place_id=found.pk), title=found.label, path=found.get_absolute_url())


@require_safe
@reading_page
def writer(request: HttpRequest, handle: str, form: str) -> HttpResponse:
    found = get_object_or_404(Byline, handle=handle)
    if not found.published_stories.filter(live=True).exists():
        raise Http404(handle)
    return _feed(request, form, found.published_stories.all(), title=_("stories by %(name)s") % {"name": found.name}, path=found.get_absolute_url())


@require_safe
@reading_page
def index(request: HttpRequest) -> HttpResponse:
    sections = SectionPage.objects.live().order_by("position", "pk")
    feeds = [{"title": _("All stories"), "path": "/feeds/stories"}]
    feeds += [{"title": section.title, "path": f"/stories/{section.slug}/feed"} for section in sections]
    return render(request, "pages/feeds.html", {"feeds": feeds, "canonical": request.build_absolute_uri("/feeds/")})
