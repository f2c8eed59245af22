"""What stands where today: a moment comes in; the placements and house messages of a story, a section or the wall go out.

One query finds what runs, a second what is for sale and what the newsroom says in free seats, a third (only where something runs) which
stories are about a sponsor. The answers are kept in the process until something changes; the day is part of the question, so that a
flight starts and ends at midnight whether or not anybody does anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from core import page_cache
from core.ready import through_decisions
from sponsors import about, tokens, wording
from sponsors.dates import midnight, site_today
from sponsors.links import host_of
from sponsors.models import Creative, HouseMessage, Placement, Slot
from stories import supported
from stories.supported import Support

Kind = Slot.Kind


@dataclass(frozen=True)
class Running:
    """One placement that runs, without a row behind it."""

    pk: int
    creative_id: int
    sponsor_id: int
    name: str
    site: str
    look: dict[str, Any]  # what components/placement.html shows, the same on every page


@dataclass(frozen=True)
class Showing:
    """Everything that stands anywhere on one day."""

    sections: dict[int, list[Running]] = field(default_factory=lambda: defaultdict(list))
    stories: dict[int, list[Running]] = field(default_factory=lambda: defaultdict(list))
    wall: list[Running] = field(default_factory=list)
    slots: dict[tuple[str, int], Slot] = field(default_factory=dict)  # for sale, by kind and key of the section or story
    houses: dict[str, dict[str, Any]] = field(default_factory=dict)  # today's message of each kind of slot
    edges: tuple[date, ...] = ()  # days ahead on which something starts, or no longer runs
    known: about.Known = field(default_factory=about.Known)


def showing(today: date) -> Showing:
    return _showing(today)


@through_decisions
def _showing(today: date) -> Showing:
    rows = list(
        Placement.objects.filter(state=Placement.State.APPROVED, ends__gte=today).select_related("slot", "sponsor", "creative").order_by("starts", "pk")
    )
    found = Showing(slots=_for_sale(), houses=_houses(), edges=_edges(rows, today), known=about.known([row.sponsor for row in rows if row.starts <= today]))
    for row in rows:
        if row.starts <= today:
            _room(found, row.slot).append(_running(row))
    return found


def _room(found: Showing, slot: Slot) -> list[Running]:
    if slot.kind == Kind.SECTION:
        return found.sections[slot.section_id or 0]
    return found.stories[slot.story_id or 0] if slot.kind == Kind.STORY else found.wall


def _for_sale() -> dict[tuple[str, int], Slot]:
    return {(slot.kind, slot.section_id or slot.story_id or 0): slot for slot in Slot.objects.on_offer()}


def _houses() -> dict[str, dict[str, Any]]:
    """One message for each kind of slot: the first that fits."""
    rows = list(HouseMessage.objects.filter(shown=True))
    fitting = {kind: next((row for row in rows if row.kind in {"", kind}), None) for kind in Kind.values}
    return {kind: house(row) for kind, row in fitting.items() if row}


def _edges(rows: Iterable[Placement], today: date) -> tuple[date, ...]:
    days = {row.starts for row in rows} | {row.ends + timedelta(days=1) for row in rows}
    return tuple(sorted(day for day in days if day > today))


@page_cache.edge
def next_edge(now: datetime) -> datetime | None:
    """The next midnight, in the site's time zone, at which a flight starts or is over. Pages are not kept beyond it."""
    found = showing(site_today(now))
    return midnight(found.edges[0]) if found.edges else None


def _running(row: Placement) -> Running:
    creative = row.creative
    if creative is None:  # the database does not let an approved placement be without one
        raise ValueError(row.pk)
    return Running(row.pk, creative.pk, row.sponsor_id, row.sponsor.name, row.sponsor.site, look(creative, row))


def look(creative: Creative, placement: Placement) -> dict[str, Any]:
    sponsor = placement.sponsor
    return {
        "label": wording.label(),
        "name": sponsor.name,
        "text": creative.text,
        "link_words": creative.link_words or host_of(creative.link).removeprefix("www."),
        "address": host_of(creative.link).removeprefix("www."),
        "logo": _picture(sponsor.logo, sponsor.logo_width, sponsor.logo_height),
        "picture": _picture(creative.picture, creative.picture_width, creative.picture_height, alt=creative.picture_alt),
    }


def _picture(file: Any, width: int | None, height: int | None, *, alt: str = "") -> dict[str, Any] | None:
    return {"src": file.url, "width": width, "height": height, "alt": alt} if file and width and height else None


def house(row: HouseMessage) -> dict[str, Any]:
    return {"label": wording.house(), "text": row.text, "link": row.link, "link_words": row.link_words, "house": True}


def preview(creative: Creative) -> dict[str, Any]:
    """`one` for components/placement.html, exactly as readers will see it; nothing in it is counted."""
    placement = creative.placement
    page = placement.slot.kind
    return look(creative, placement) | {"link": creative.link, "line": wording.sentence([placement.sponsor.name], page), "page": page}


def _shown(one: Running, *, page: str, story_id: int, now: datetime) -> dict[str, Any]:
    token = tokens.page_token(placement_id=one.pk, creative_id=one.creative_id, page=page, story_id=story_id, now=now)
    return one.look | {"link": f"/go/{token}/", "token": token, "line": wording.sentence([one.name], page), "page": page}


def _support(rooms: list[Running], found: Showing, slot: Slot | None, *, taken: int, page: str, now: datetime, story_id: int = 0, offer: str = "") -> Support:
    free = slot is not None and slot.seats > taken
    return Support(
        shown=[_shown(one, page=page, story_id=story_id, now=now) for one in rooms],
        house=found.houses.get(page) if free else None,
        offer={"url": offer or slot.get_absolute_url(), "words": wording.offer(page)} if free and slot else None,
        names=[{"name": one.name, "url": one.site} for one in rooms],
        sentence=wording.sentence([one.name for one in rooms], page),
    )


def of_section(section_id: int, now: datetime) -> Support:
    found = showing(site_today(now))
    rooms = found.sections.get(section_id, [])
    return _support(rooms, found, found.slots.get((Kind.SECTION, section_id)), taken=len(rooms), page="section", now=now)


def of_wall(now: datetime) -> Support:
    found = showing(site_today(now))
    return _support(found.wall, found, found.slots.get((Kind.WALL, 0)), taken=len(found.wall), page="wall", now=now)


def of_story(row: Any, now: datetime, text: str = "") -> Support:
    """A story's own supporters, or its section's; never one that it is about."""
    found = showing(site_today(now))
    rooms = supporters(found, row)
    terms = found.slots.get((Kind.STORY, row.story_id or 0)) or found.slots.get((Kind.STORY, 0))
    taken = len(found.stories.get(row.story_id or 0, []))
    offer = f"/sponsor/slots/story/{row.story_id}/"
    support = _support(rooms, found, terms, taken=taken, page="story", now=now, story_id=row.story_id or 0, offer=offer)
    mentions = [wording.mention(name) for name in found.known.mentioned(row, text)]
    return Support(**(vars(support) | {"mentions": mentions, "house": None if rooms else support.house}))


def supporters(found: Showing, row: Any) -> list[Running]:
    own = [one for one in found.stories.get(row.story_id or 0, []) if not found.known.subject(one.sponsor_id, row)]
    return own or [one for one in found.sections.get(row.section_id or 0, []) if not found.known.subject(one.sponsor_id, row)]


def card_line(row: Any, now: datetime) -> str:
    """The label of a story in a list: text, from what is at hand."""
    found = showing(site_today(now))
    return wording.supported_by([one.name for one in supporters(found, row)]) if found.stories or found.sections else ""


supported.answered_by(supported.Source(of_story, of_section, card_line))
