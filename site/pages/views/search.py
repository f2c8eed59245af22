"""Search over stories, businesses and quotes: words and filters in an address come in, hits with links that narrow them go out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from businesses.models import Place
from core import search_index
from core.models import SearchEntry
from core.page_cache import reading_page
from stories import supported
from stories.listing import Facet
from stories.models import KindOfService, PublishedStory, SectionPage

PAGE = 20
MOST = search_index.MOST_RANKED  # hits that are counted and can be paged through
MOST_OF_A_FACET = 12
LONGEST = 200
NAMES = ("type", "section", "service", "place", "year")


def asked(query: QueryDict) -> dict[str, str]:
    """What the address asks for, without what no entry could match."""
    found = {name: query.get(name, "").replace("\x00", "").strip()[:100] for name in NAMES}
    if not (found["year"].isascii() and found["year"].isdigit() and len(found["year"]) == 4):
        found["year"] = ""
    return {"q": query.get("q", "").replace("\x00", " ").strip()[:LONGEST]} | {name: value for name, value in found.items() if value}


@require_safe
@reading_page
def search(request: HttpRequest) -> HttpResponse:
    wanted = asked(request.GET)
    context: dict[str, Any] = {"wanted": wanted, "q": wanted["q"], "canonical": request.build_absolute_uri("/search/")}
    if not any(wanted.values()):
        return render(request, "pages/search.html", context)
    found = list(_matching(wanted).values_list("pk", "kind", "section", "services", "place", "year")[: MOST + 1])
    number = _page_number(request.GET.get("page", ""))
    keys = [row[0] for row in found[(number - 1) * PAGE : number * PAGE]]
    rows = SearchEntry.objects.defer("text").in_bulk(keys)
    facets = _facets(found[:MOST], wanted)
    context |= {
        "hits": _labeled([rows[key] for key in keys if key in rows]),
        "count": "1,000+" if len(found) > MOST else str(len(found)),
        "facets": facets,
        "on": [link for facet in facets for link in facet.links if link["current"]],
        "newer_url": _address(wanted, page=number - 1) if number > 1 else "",
        "older_url": _address(wanted, page=number + 1) if len(found[:MOST]) > number * PAGE else "",
    }
    return render(request, "pages/search.html", context)


def _labeled(hits: list[SearchEntry]) -> list[tuple[SearchEntry, str]]:
    """Each hit with the label of whoever supports that story: one query."""
    stories = [hit.target for hit in hits if hit.kind == "story"]
    now, rows = timezone.now(), PublishedStory.objects.filter(story_id__in=stories).only("story_id", "section_id") if stories else []
    labels = {row.story_id: supported.card_line(row, now) for row in rows}
    return [(hit, labels.get(hit.target, "") if hit.kind == "story" else "") for hit in hits]


def _matching(wanted: dict[str, str]):
    entries = search_index.search(wanted["q"]).filter(kind__in=["story", "business", "quote"])
    if "type" in wanted:
        entries = entries.filter(kind=wanted["type"])
    if "service" in wanted:
        entries = entries.filter(services__contains=f" {wanted['service']} ")
    return entries.filter(**{name: wanted[name] for name in ("section", "place", "year") if name in wanted})


def _page_number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(number, 1), MOST // PAGE)


def _address(wanted: dict[str, str], **changes: object) -> str:
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in (wanted | changes).items() if value and value != 1})
    return f"/search/?{query.urlencode()}"


def _facets(found: list[tuple], wanted: dict[str, str]) -> list[Facet]:
    """Counts over the hits that are shown (at most MOST), and the labels of what was counted: three queries."""
    counted = {
        "type": Counter(row[1] for row in found),
        "section": Counter(row[2] for row in found if row[2]),
        "service": Counter(service for row in found for service in row[3].split()),
        "place": Counter(row[4] for row in found if row[4]),
        "year": Counter(str(row[5]) for row in found if row[5]),
    }
    labels = {
        "type": {"story": _("Stories"), "business": _("Businesses"), "quote": _("Quotes")},
        "section": dict(SectionPage.objects.live().values_list("slug", "title")),
        "service": dict(KindOfService.objects.values_list("slug", "name")),
        "place": {place.slug: place.label for place in Place.objects.filter(slug__in=[slug for slug, _n in counted["place"].most_common(MOST_OF_A_FACET)])},
    }
    titles = {"type": _("Type"), "section": _("Section"), "service": _("Kind of service"), "place": _("Place"), "year": _("Year")}
    return [Facet(titles[name], _links(name, counted[name], labels.get(name, {}), wanted), open=name in wanted) for name in NAMES]


def _links(name: str, counts: Counter, labels: dict[str, str], wanted: dict[str, str]) -> list[dict[str, Any]]:
    shown = dict(counts.most_common(MOST_OF_A_FACET))
    if name in wanted:
        shown.setdefault(wanted[name], 0)
    return [
        {
            "label": labels.get(value, value),
            "count": count,
            "current": wanted.get(name) == value,
            "url": _address(wanted, **{name: "" if wanted.get(name) == value else value}),
        }
        for value, count in shown.items()
    ]
