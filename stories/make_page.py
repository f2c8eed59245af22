"""From what was typed to a page: checked values of a draft come in, an unpublished StoryPage in the waiting room (or its section) goes out."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page

from businesses.models import Business, Place
from businesses.suggest import business_named, place_named
from core.slugs import slug_of
from people.models import Byline, User, free_handle
from stories.models import Author, KindOfService, Pseudonym, SectionPage, StoryBusiness, StoryPage, WaitingRoomPage, WentWrong
from stories.place_photos import Photograph, lead, woven
from stories.tell_text import to_html

FIGURE_FIELDS = ("label", "before", "after", "unit", "period", "source", "confounder")


def make_page(values: dict[str, Any], *, owner: User, photos: list[Photograph]) -> StoryPage:
    """Call inside a transaction. The page is saved with its first revision; nothing of it is public."""
    page = StoryPage(owner=owner, live=False, title=values["title"], draft_title=values["title"])
    fill(page, values, owner=owner)
    page.ai_use = page.ai_use or StoryPage.AIUse.NONE  # what the form has ticked already
    page.body = json.dumps(body(values, photos))
    first = lead(photos)
    page.photo, page.photo_caption = (first.image, first.caption) if first else (None, "")
    page.authors = [Author(user=owner, byline=byline_of(owner, values), consent_at=timezone.now())]
    parent = _parent(values.get("section", ""))
    page.slug = free_slug(parent, page.title)
    parent.add_child(instance=page)
    set_pseudonyms(page, values.get("names", []))
    page.save_revision(user=owner)
    return page


def fill(page: StoryPage, values: dict[str, Any], *, owner: User) -> None:
    """What stands around the text. Used for a new page and for its author's later changes. A declaration that was not made stays unmade: it is
    asked for when the story is sent."""
    place = place_named(values.get("place", ""), country=values.get("country", ""))
    business = business_named(values.get("business", ""), place=place, by=owner)
    page.title = values["title"]
    page.standfirst = values.get("standfirst", "")
    page.kind = values.get("kind") or StoryPage.Kind.ACCOUNT
    page.happened = values.get("happened", "")
    page.stake, page.stake_note = values.get("stake") or "", values.get("stake_note", "")
    page.ai_use, page.ai_note = values.get("ai_use") or "", values.get("ai_note", "")
    page.outcome = values.get("outcome") or StoryPage.Outcome.UNKNOWN
    page.place = place or (business.place if business else None)
    named = [business, *(_also_named(row, place=page.place, by=owner) for row in values.get("also", []))]
    page.story_businesses = [StoryBusiness(business=one) for one in dict.fromkeys(one for one in named if one)]  # the first one leads
    page.services = list(KindOfService.objects.filter(slug__in=values.get("services", [])))
    page.went_wrong = list(WentWrong.objects.filter(slug__in=values.get("went_wrong", [])))


def _also_named(row: dict[str, str], *, place: Place | None, by: User) -> Business | None:
    return business_named(row["business"], place=place_named(row["place"]) or place, by=by)


def body(values: dict[str, Any], photos: list[Photograph]) -> list[dict[str, Any]]:
    """The blocks, each with an id of its own that stays: editors' remarks and fact checks hang on it."""
    found = woven([block("text", to_html(values["text"]))], photos)
    found += [block("figures", {name: row.get(name, "") for name in FIGURE_FIELDS} | {"confirmed_by": ""}) for row in values.get("figures", [])]
    if values.get("lesson"):
        found.append(block("lesson", {"words": values["lesson"]}))
    return found


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def byline_of(user: User, values: dict[str, Any]) -> Byline:
    """Her byline of that name and kind, or a new one with a page of its own."""
    name, kind = values["byline"], values["byline_kind"]
    known = Byline.objects.filter(user=user, name=name, kind=kind).first()
    return known or Byline.objects.create(user=user, name=name, kind=kind, handle=free_handle(name))


def set_pseudonyms(page: StoryPage, names: list[dict[str, str]]) -> None:
    wanted = {row["real"]: row["shown"] for row in names}
    page.pseudonyms.exclude(real__in=wanted).delete()
    for real, shown in wanted.items():
        Pseudonym.objects.update_or_create(story=page, real=real, defaults={"shown": shown})


def free_slug(parent: Page, title: str) -> str:
    """A slug that no story has, here or in a section it may move to."""
    base = slug_of(title, longest=80) or f"story-{(StoryPage.objects.aggregate(last=Max('pk'))['last'] or 0) + 1}"
    if base.startswith("feed"):
        base = f"the-{base}"
    taken = set(StoryPage.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{number}" for number in range(2, 10_000) if f"{base}-{number}" not in taken)


def _parent(section: str) -> Page:
    found = SectionPage.objects.live().filter(slug=section).first() if section else None
    room = found or WaitingRoomPage.objects.get()
    return room.__class__.objects.select_for_update().get(pk=room.pk)  # two at once would ask the tree for the same path
