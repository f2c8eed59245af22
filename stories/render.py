"""A story page comes in, what readers get goes out: body HTML rendered once, and the words around it as ready values.

Nothing here writes: stories/publish.py keeps the result in PublishedStory, a preview throws it away.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext

from stories import share_picture
from stories.checks import block_text
from stories.models import StoryPage

RENDER_VERSION = 3  # raise it when the block templates change, then run `manage.py rerender`
WORDS_A_MINUTE = 220
BIG_LETTER = re.compile(r"[\"'“‘„«(¿¡]{0,2}(\w)(?=[\w\s’'-])")
WIDTHS = (480, 960, 1600)  # pixels: the sizes of a photograph


@dataclass
class Rendered:
    """The same attributes as PublishedStory, without a row behind it."""

    title: str
    slug: str
    section_slug: str
    standfirst: str
    byline: str
    kind: str
    outcome: str
    minutes: int
    shown_at: datetime
    updated_at: datetime
    card: dict[str, Any]
    facts: dict[str, Any]
    body_html: SafeString
    section_id: int | None = None
    place_id: int | None = None
    rings: int = 0
    live: bool = True
    render_version: int = RENDER_VERSION
    relations: dict[str, list[Any]] = field(default_factory=dict)  # businesses, bylines, services, went_wrong
    pk: int | None = None
    story_id: int | None = None

    def get_absolute_url(self) -> str:
        return f"/stories/{self.section_slug}/{self.slug}/"


def build(page: StoryPage) -> Rendered:
    """What readers would get of this version of the page. Works on an unsaved version too (preview)."""
    parent = page.get_parent()
    authors = list(page.authors.all())
    businesses = [row.business for row in page.story_businesses.all()]
    services, wrong = list(page.services.all()), list(page.went_wrong.all())
    body = mark_safe("\n".join(str(block.render()) for block in page.body))  # block templates escape what they show  # noqa: S308
    shown = page.first_published_at or timezone.now()
    words = sum(len(block_text(block).split()) for block in page.body)
    author_links = [{"name": row.byline.name, "url": row.byline.get_absolute_url()} for row in authors]
    place = page.place or next((business.place for business in businesses if business.place), None)
    place = place.merged_into or place if place else None
    made = Rendered(
        title=page.title,
        slug=page.slug,
        section_slug=parent.slug,
        section_id=parent.pk,
        place_id=place.pk if place else None,
        story_id=page.pk,
        standfirst=page.standfirst or summary(page),
        byline=get_text_list([author["name"] for author in author_links], gettext("and")),
        kind=page.kind,
        outcome=page.outcome,
        minutes=max(1, math.ceil(words / WORDS_A_MINUTE)),
        shown_at=shown,
        updated_at=page.last_published_at or shown,
        card=card(page, parent, place, businesses, author_links),
        facts=facts(page, businesses, services, wrong, author_links),
        body_html=body,
        relations={"businesses": businesses, "bylines": [row.byline for row in authors], "services": services, "went_wrong": wrong},
    )
    made.card["share"] = share_picture.place(made)
    return made


def begins_with_a_letter(page: StoryPage) -> bool:
    """Whether its first letter can be drawn large: a word of a script that has capitals. “#salt”, “Q: Why?” and joined scripts cannot."""
    found = BIG_LETTER.match(next((block_text(block).strip() for block in page.body if block.block_type == "text"), ""))
    return found is not None and found[1].lower() != found[1].upper()


def summary(page: StoryPage) -> str:
    """The beginning of the text, for stories whose author wrote no standfirst: at most 200 characters, cut at a word. Headings and lists are
    no sentences that it could begin with."""
    first = next((str(block.value.source) for block in page.body if block.block_type == "text"), "")
    soup = BeautifulSoup(first, "html.parser")
    text = " ".join(" ".join(part.get_text(" ", strip=True) for part in soup.find_all("p") or [soup]).split())
    return text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0] + "…"


def card(page, parent, place, businesses, author_links) -> dict[str, Any]:
    first = businesses[0] if businesses else None
    return {
        "section_label": parent.title,
        "section_url": f"/stories/{parent.slug}/",
        "place_label": place.label if place else "",
        "place_url": place.get_absolute_url() if place else "",
        "kind_label": page.get_kind_display(),
        "shop": {"name": first.name, "slug": first.slug, "trade": first.trade, "building": first.building} if first else None,
        "still": {"letter": "letter", "roundup": "quotes"}.get(page.kind, "") if not first else "",
        "photo": photo(page),
        "authors": author_links,
    }


def photo(page: StoryPage) -> dict[str, Any] | None:
    """The lead photograph as ready addresses: renditions are made here, never in a reader's request."""
    image = page.photo or next((block.value["image"] for block in page.body if block.block_type == "photo"), None)
    if image is None:
        return None
    smaller = [width for width in WIDTHS if width < image.width]
    widths = [*smaller, *WIDTHS[len(smaller) : len(smaller) + 1]]  # the last one is its own width where that is smaller
    made = image.get_renditions(*[f"width-{width}|format-{kind}" for width in widths for kind in ("jpeg", "webp")])
    jpeg = [made[f"width-{width}|format-jpeg"] for width in widths]
    webp = [made[f"width-{width}|format-webp"] for width in widths]
    return {
        "src": jpeg[-1].url,
        "srcset": ", ".join(f"{one.url} {one.width}w" for one in jpeg),
        "webp_srcset": ", ".join(f"{one.url} {one.width}w" for one in webp),
        "width": jpeg[-1].width,
        "height": jpeg[-1].height,
        "alt": image.description,
        "credit": image.credit,
        "caption": page.photo_caption if page.photo else "",
        "file": jpeg[-1].file.name,
    }


def first_elsewhere(page: StoryPage) -> str:
    """The day on which a story that was brought in stood where it comes from, as it is read; empty for all others."""
    brought = page.imported_from.exclude(original_at=None).values_list("original_at", flat=True).first() if page.pk else None
    return date_format(timezone.localdate(brought), "F j, Y") if brought else ""


def facts(page, businesses, services, wrong, author_links) -> dict[str, Any]:
    return {
        "description": page.search_description or page.standfirst or summary(page),
        "authors": author_links,
        "stake": page.stake,
        "stake_label": page.get_stake_display(),
        "stake_note": page.stake_note,
        "ai_use": page.ai_use,
        "ai_label": page.get_ai_use_display(),
        "ai_note": page.ai_note,
        "happened": page.happened,
        "elsewhere": first_elsewhere(page),
        "plain_start": not begins_with_a_letter(page),
        "begins": not page.standfirst,  # the standfirst is the text's own beginning: lists show it, the page does not say it twice
        "outcome_label": page.get_outcome_display(),
        "services": [{"label": row.name, "slug": row.slug} for row in services],
        "went_wrong": [{"label": row.name, "slug": row.slug} for row in wrong],
        "businesses": [business_facts(business) for business in businesses],
        "corrections": [note(row) for row in page.corrections.all()] if page.pk else [],
        "follow_ups": [note(row) for row in page.follow_ups.all()] if page.pk else [],
    }


def business_facts(business) -> dict[str, Any]:
    return {
        "name": business.name,
        "url": business.get_absolute_url(),
        "slug": business.slug,
        "trade": business.trade,
        "building": business.building,
        "place_label": business.place.label if business.place else "",
        "about": business.about,
        "promise": business.promise,
        "promise_source": business.promise_source.rstrip(" ."),  # the sentence around it ends with one
        "promise_date": business.promise_date.isoformat() if business.promise_date else "",
        "website": business.url,
    }


def note(row) -> dict[str, str]:
    return {"words": row.words, "date": row.made_at.isoformat()}
