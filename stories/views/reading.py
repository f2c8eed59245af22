"""What readers see of stories: all of them, a section, one story, what was corrected. The same bytes for everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import paging
from core.page_cache import reading_page
from core.ready import until_changed
from stories import cards, listing, show, structured, supported
from stories.models import Correction, PublishedStory, SectionPage, StoryPage
from stories.render import build

PAGE = 12
RELATED = 3


@require_safe
@reading_page
def stories(request: HttpRequest) -> HttpResponse:
    wanted = listing.chosen(request.GET)
    page = paging.by_date(request, listing.narrowed(wanted), size=PAGE)
    facets = listing.facets(wanted)
    url = request.build_absolute_uri("/stories/")
    context = {
        "cards": cards.cards(page.rows, size="row"),
        "page": page,
        "facets": facets,
        "on": listing.on(facets),
        "wanted": wanted,
        "canonical": url,
        "structured": structured.collection(_("All stories"), url=url, paths=_paths(page), absolute=request.build_absolute_uri),
    }
    return render(request, "stories/stories.html", context)


def _paths(page: paging.Slice) -> list[str]:
    return [row.get_absolute_url() for row in page.rows]


@require_safe
@reading_page
def section(request: HttpRequest, section: str) -> HttpResponse:
    found = SectionPage.objects.live().filter(slug=section).first()
    if found is None:
        raise Http404(section)
    rows = PublishedStory.objects.live().for_cards().filter(section_id=found.pk)
    page = paging.by_date(request, rows, size=PAGE)
    url = request.build_absolute_uri(request.path)
    support = supported.of_section(found.pk, timezone.now())
    collection = structured.collection(found.title, url=url, paths=_paths(page), absolute=request.build_absolute_uri, sponsors=support.names)
    context = {
        "section": found,
        "support": support,
        "cards": cards.cards(page.rows, first="lead" if page.first else ""),
        "page": page,
        "canonical": url,
        "structured": collection,
    }
    return render(request, "stories/section.html", context)


@require_safe
@reading_page
def story(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    at_address = PublishedStory.objects.filter(section_slug=section, slug=slug)
    row = next(iter(at_address.live()[:1]), None)  # first() would sort: there is one at an address
    if row is None:
        return _removed(request, at_address.filter(live=False).newest().first())
    context = show.context(row, absolute=absolute(request)) | {"related": related(row)}
    return render(request, "stories/story.html", context)


def absolute(request: HttpRequest) -> Callable[[str], str]:
    """What makes a full address of a path of ours. `build_absolute_uri` parses each one, and a page has a dozen."""
    site = f"{request.scheme}://{request.get_host()}"
    return lambda path: site + path if path.startswith("/") and not path.startswith("//") else request.build_absolute_uri(path)


def related(row: PublishedStory) -> list[SafeString]:
    """The cards of the section's newest other stories."""
    return [card for pk, card in _newest_cards(row.section_id, timezone.localdate()) if pk != row.pk][:RELATED]


@until_changed
def _newest_cards(section_id: int, today: date) -> list[tuple[int, SafeString]]:
    """`today`, because cards say who supports a story on that day."""
    rows = list(PublishedStory.objects.live().for_cards().filter(section_id=section_id).newest()[: RELATED + 1])
    return [(row.pk, render_to_string("components/story_card.html", {"card": card})) for row, card in zip(rows, cards.cards(rows), strict=True)]


def _removed(request: HttpRequest, row: PublishedStory | None) -> HttpResponse:
    """Nobody's address is a 404, so that redirects are looked up; where a story stood, words say that it was removed."""
    if row is None:
        raise Http404(request.path)
    return render(request, "stories/removed.html", {"row": row}, status=410)


def preview(request: HttpRequest, page: StoryPage) -> HttpResponse:
    """A version of the page as readers would get it; never cached, and nothing is stored."""
    return render(request, "stories/story.html", preview_context(request, page))


def preview_context(request: HttpRequest, page: StoryPage) -> dict[str, Any]:
    return show.context(build(page), absolute=request.build_absolute_uri) | {"related": [], "preview": True}


@require_safe
@reading_page
def corrections(request: HttpRequest) -> HttpResponse:
    rows = Correction.objects.filter(story__published__live=True).select_related("story__published").defer("story__published__body_html")
    page = paging.by_date(request, rows, size=PAGE * 2, field="made_at")
    return render(request, "stories/corrections.html", {"page": page, "canonical": request.build_absolute_uri("/corrections/")})
