"""Businesses, places and writers: their lists and a page for each, with the stories that belong to it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from businesses import trades
from businesses.models import Business, Place
from core import paging
from core.page_cache import reading_page
from people.models import Byline
from stories import cards, review, structured
from stories.models import PublishedStory, StoryOfBusiness, StoryOfByline
from stories.views import calls
from writers import median, write_to

LIST = 60
STORIES = 12
MOST = 1000  # stories that are counted; more are "1,000+"


def _counts(listed: list[Any], stories: QuerySet, field: str) -> dict[int, int]:
    """How many of `stories` each of one page's rows has in its `field`: one query, which reads at most MOST + 1 of each."""
    first = stories.filter(**{field: OuterRef(OuterRef("pk"))}).order_by().values("pk")[: MOST + 1]
    counted = stories.filter(pk__in=first).order_by().values(field).annotate(number=Count("pk")).values("number")
    rows = type(listed[0]).objects.filter(pk__in=[row.pk for row in listed]) if listed else Business.objects.none()
    return dict(rows.annotate(told=Subquery(counted)).exclude(told=None).values_list("pk", "told"))


def business_card(business: Business, *, stories: int = 0, art: str = "") -> dict[str, Any]:
    return {
        "name": business.name,
        "url": business.get_absolute_url(),
        "place_label": business.place.label if business.place else "",
        "trade_label": trades.label(business.trade),
        "about": business.about,
        "story_count": stories,
        "art_html": art,
    }


def _told(request: HttpRequest, name: str, path: str, paths: list[str]) -> dict[str, Any]:
    """The page's own address, and what search engines are told of its list."""
    url = request.build_absolute_uri(path)
    return {"canonical": url, "structured": structured.collection(name, url=url, paths=paths, absolute=request.build_absolute_uri)}


def _listed(request: HttpRequest, links: QuerySet, *, name: str, art: bool = True) -> dict[str, Any]:
    """The stories that `links` of a business or a byline lead to."""
    page = paging.by_date(request, links.select_related("published").defer("published__body_html", "published__facts"), size=STORIES)
    return _shown(request, page, [link.published for link in page.rows], name=name, art=art)


def _shown(request: HttpRequest, page: paging.Slice, rows: list[PublishedStory], *, name: str, art: bool = True) -> dict[str, Any]:
    told = _told(request, name, request.path, [row.get_absolute_url() for row in rows])
    return {"page": page, "cards": cards.cards(rows, size="row", art=art), **told}


@require_safe
@reading_page
def businesses(request: HttpRequest) -> HttpResponse:
    page = paging.by_name(request, Business.objects.listed().select_related("place"), size=LIST, field="key")
    counts = _counts(page.rows, StoryOfBusiness.objects.all(), "business")
    drawn = zip(page.rows, cards.fronts_of(page.rows), strict=True)
    listed = [business_card(one, stories=counts.get(one.pk, 0), art=art) for one, art in drawn]
    context = {"businesses": listed, "page": page, **_told(request, _("Businesses"), "/businesses/", [one["url"] for one in listed])}
    return render(request, "businesses/businesses.html", context)


@require_safe
@reading_page
def business(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Business.objects.select_related("place", "merged_into"), slug=slug)
    if found.merged_into:
        return HttpResponsePermanentRedirect(found.merged_into.get_absolute_url())
    if found.status != Business.Status.LISTED:
        raise Http404(slug)
    # All its stories without a photograph would show the same front as the head of the page.
    context = _listed(request, StoryOfBusiness.objects.filter(business=found), name=found.name, art=False)
    shown = business_card(found) | {"promise": found.promise, "promise_source": found.promise_source.rstrip(" ."), "promise_day": found.promise_date}
    return render(request, "businesses/business.html", context | {"business": found, "shown": shown, "art": cards.front_of(found)})


@require_safe
@reading_page
def places(request: HttpRequest) -> HttpResponse:
    page = paging.by_name(request, Place.objects.shown(PublishedStory.objects.live()), size=LIST, field="key")
    counts = _counts(page.rows, PublishedStory.objects.live(), "place")
    listed = [{"name": row.label, "url": row.get_absolute_url(), "count": counts.get(row.pk, 0)} for row in page.rows]
    context = {"places": listed, "page": page, **_told(request, _("Places"), "/places/", [one["url"] for one in listed])}
    return render(request, "businesses/places.html", context)


@require_safe
@reading_page
def place(request: HttpRequest, slug: str) -> HttpResponse:
    found = Place.objects.shown(PublishedStory.objects.live()).filter(slug=slug).first()
    if found is None:
        merged = get_object_or_404(Place.objects.exclude(merged_into=None).select_related("merged_into"), slug=slug)
        return HttpResponsePermanentRedirect(merged.merged_into.get_absolute_url())
    page = paging.by_date(request, PublishedStory.objects.live().filter(place_id=found.pk).for_cards(), size=STORIES)
    context = _shown(request, page, page.rows, name=found.label)
    there = list(Business.objects.listed().filter(place_id=found.pk).select_related("place").order_by("key", "pk")[:LIST])
    drawn = zip(there, cards.fronts_of(there), strict=True)
    return render(request, "businesses/place.html", context | {"place": found, "businesses": [business_card(one, art=art) for one, art in drawn]})


@require_safe
@reading_page
def writers(request: HttpRequest) -> HttpResponse:
    """Bylines with a live story: one that only stands on a draft is nobody's business."""
    told = StoryOfByline.objects.filter(byline=OuterRef("pk"))
    page = paging.by_name(request, Byline.objects.filter(Exists(told)), size=LIST, field="name")
    counts = _counts(page.rows, StoryOfByline.objects.all(), "byline")
    listed = [{"name": row.name, "beat": row.beat, "url": row.get_absolute_url(), "count": counts.get(row.pk, 0)} for row in page.rows]
    context = {"writers": listed, "page": page, **_told(request, _("Writers"), "/writers/", [one["url"] for one in listed])}
    return render(request, "people/writers.html", context)


@require_safe
@reading_page
def writer(request: HttpRequest, handle: str) -> HttpResponse:
    found = get_object_or_404(Byline.objects.select_related("user"), handle=handle)
    context = _listed(request, StoryOfByline.objects.filter(byline=found), name=found.name)
    if context["page"].first and not context["cards"]:
        raise Http404(handle)
    return render(request, "people/writer.html", context | {"writer": found, "write_to": write_to.may_be_written_to(found)})


@require_safe
@reading_page
def join(request: HttpRequest) -> HttpResponse:
    """Whom we look for, how review works and how long it takes; the form is at /writers/join/apply/, and this page the same for everybody."""
    now = timezone.now()
    found = calls.not_closed(now)
    context = {
        "open": [one for one in found if one.is_open(now)],
        "coming": [one for one in found if not one.is_open(now)],
        "application_wait": median.usual_wait(),
        "story_wait": review.usual_wait(),
        "canonical": request.build_absolute_uri("/writers/join/"),
    }
    response = render(request, "people/join.html", context)
    response.fresh_until = calls.next_edge(found, now)  # type: ignore[attr-defined]
    return response
