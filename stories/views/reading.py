"""What readers see of stories: all of them, a section, one story, what was corrected. The same bytes for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import paging
from core.page_cache import reading_page
from stories import cards, listing, show, structured
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
    context = {
        "section": found,
        "cards": cards.cards(page.rows, first="lead" if page.first else ""),
        "page": page,
        "canonical": url,
        "structured": structured.collection(found.title, url=url, paths=_paths(page), absolute=request.build_absolute_uri),
    }
    return render(request, "stories/section.html", context)


@require_safe
@reading_page
def story(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    at_address = PublishedStory.objects.filter(section_slug=section, slug=slug)
    row = at_address.live().first()
    if row is None:
        return _removed(request, at_address.filter(live=False).newest().first())
    near = PublishedStory.objects.live().for_cards().filter(section_id=row.section_id).exclude(pk=row.pk).newest()[:RELATED]
    context = show.context(row, absolute=request.build_absolute_uri) | {"related": cards.cards(near)}
    return render(request, "stories/story.html", context)


def _removed(request: HttpRequest, row: PublishedStory | None) -> HttpResponse:
    """Nobody's address is a 404, so that redirects are looked up; where a story stood, words say that it was removed."""
    if row is None:
        raise Http404(request.path)
    return render(request, "stories/removed.html", {"row": row}, status=410)


def preview(request: HttpRequest, page: StoryPage) -> HttpResponse:
    """A version of the page as readers would get it; never cached, and nothing is stored."""
    context = show.context(build(page), absolute=request.build_absolute_uri) | {"related": [], "preview": True}
    return render(request, "stories/story.html", context)


@require_safe
@reading_page
def corrections(request: HttpRequest) -> HttpResponse:
    rows = Correction.objects.filter(story__published__live=True).select_related("story__published").defer("story__published__body_html")
    page = paging.by_date(request, rows, size=PAGE * 2, field="made_at")
    return render(request, "stories/corrections.html", {"page": page, "canonical": request.build_absolute_uri("/corrections/")})
