"""A story as it would be with what is being typed: a draft comes in, a version of the page goes out that is stored nowhere. It is what the
preview shows, what the checks read, and what is saved by itself."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from businesses.models import Business, Place
from people.models import User
from stories import begin, look_over
from stories.forms.change import ASKED, ChangeForms
from stories.make_page import byline_of, fill
from stories.models import StoryPage, TellDraft


def page(story: StoryPage, draft: TellDraft, *, owner: User, only_stored: bool = False) -> StoryPage:
    """`only_stored`: without a business, place or byline that is not there yet, so that the version can become a revision."""
    return _typed(story, draft, owner, only_stored)[0]


def hints(story: StoryPage, draft: TellDraft, *, owner: User) -> list[look_over.Hint]:
    """What the checks say about what is being typed."""
    version, values = _typed(story, draft, owner, only_stored=False)
    names = [(row["real"], row["shown"]) for row in values.get("names", [])]
    return look_over.found(version, asked=str(draft.data.get(ASKED, "")), names=names)


def _typed(story: StoryPage, draft: TellDraft, owner: User, only_stored: bool) -> tuple[StoryPage, dict[str, Any]]:
    version = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    forms = ChangeForms(version, draft, bound=True, complete=False)
    forms.is_valid()
    values, lead = forms.values(), forms.lead()
    _surround(version, values, owner, only_stored)
    version.photo, version.photo_caption = (lead.image, values.get(f"caption_{lead.pk}", "")) if lead else (None, "")
    version.body = json.dumps(forms.new_blocks())
    _describe(version, forms, values)
    return version, values


def _surround(version: StoryPage, values: dict[str, Any], owner: User, only_stored: bool) -> None:
    """What stands around the text. Businesses and bylines are found or made as they would be, and what was made is undone at once."""
    keep = {name: getattr(version, name) for name in ("standfirst", "kind", "happened", "stake_note", "ai_note", "outcome")}
    with transaction.atomic():
        fill(version, keep | values | {"title": values.get("title") or begin.untitled()}, owner=owner)
        rows = list(version.authors.all())
        if not only_stored and values.get("byline") and values.get("byline_kind"):
            for row in rows:
                row.byline = byline_of(owner, values) if row.user_id == owner.pk else row.byline
        version.authors = rows
        transaction.set_rollback(True)
    version.draft_title = version.title
    if only_stored:
        there = set(Business.objects.filter(pk__in=[row.business_id for row in version.story_businesses.all()]).values_list("pk", flat=True))
        version.story_businesses = [row for row in version.story_businesses.all() if row.business_id in there]
        version.place = Place.objects.filter(pk=version.place_id).first() if version.place_id else None


def _describe(version: StoryPage, forms: ChangeForms, values: dict[str, Any]) -> None:
    """Photographs with the descriptions that are typed; the pictures' own rows stay as they are."""
    told = {row.image_id: values.get(f"photo_{pk}", row.image.description) for pk, row in forms.photos.items()}
    pictures = [version.photo, *(block.value.get("image") for block in version.body if block.block_type == "photo")]
    for image in pictures:
        if image and image.pk in told:
            image.description = told[image.pk]
