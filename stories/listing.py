"""The list of all stories: what an address asks for comes in, the rows and the links that narrow them further go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from businesses.models import Place
from stories.models import KindOfService, PublishedStory, SectionPage, StoryPage, WentWrong

FILTERS = {
    "section": "section_slug",
    "kind": "kind",
    "service": "services__slug",
    "went_wrong": "went_wrong__slug",
    "place": "place__slug",
}


@dataclass(frozen=True)
class Facet:
    title: str
    links: list[dict[str, Any]]
    open: bool = False


def chosen(query: QueryDict) -> dict[str, str]:
    """The filters of an address, each as a slug; what a database could not compare is cut away."""
    return {name: value for name in FILTERS if (value := query.get(name, "").replace("\x00", "")[:100])}


def narrowed(wanted: dict[str, str]) -> QuerySet[PublishedStory]:
    return PublishedStory.objects.live().for_cards().filter(**{FILTERS[name]: value for name, value in wanted.items()})


def facets(wanted: dict[str, str]) -> list[Facet]:
    """Links that set one filter more, or take it off again where it is set. Four queries at most."""
    sections = SectionPage.objects.live().order_by("position").values_list("slug", "title")
    lists = [
        ("section", _("Section"), sections),
        ("kind", _("Kind"), StoryPage.Kind.choices),
        ("service", _("Kind of service"), KindOfService.objects.values_list("slug", "name")),
        ("went_wrong", _("What went wrong first"), WentWrong.objects.values_list("slug", "name")),
    ]
    if "place" in wanted:
        place = Place.objects.shown(PublishedStory.objects.live()).filter(slug=wanted["place"]).first()
        lists.insert(0, ("place", _("Place"), [(wanted["place"], place.label if place else wanted["place"])]))
    return [Facet(title, _links(name, choices, wanted), open=name in wanted) for name, title, choices in lists]


def _links(name: str, choices, wanted: dict[str, str]) -> list[dict[str, Any]]:
    links = []
    for value, label in choices:
        current = wanted.get(name) == value
        query = QueryDict(mutable=True)
        query.update({key: one for key, one in wanted.items() if key != name})
        if not current:
            query[name] = value
        address = query.urlencode()
        links.append({"label": label, "url": f"/stories/?{address}" if address else "/stories/", "current": current})
    return links


def on(all_facets: list[Facet]) -> list[dict[str, Any]]:
    """The filters that are set, with the link that takes each off."""
    return [link for facet in all_facets for link in facet.links if link["current"]]
