"""An author changes her story while it is with her: cleaned values come in, a new revision goes out. What is live does not change."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from people.models import User
from stories import consent, desk_draft, place_photos
from stories.make_page import FIGURE_FIELDS, block, byline_of, fill, set_pseudonyms
from stories.models import Consent, Evidence, Review, StoryPage, TellDraft
from stories.place_photos import Photograph
from stories.review import stamp
from stories.states import State

EDITABLE = {State.DRAFT, State.CHANGES_REQUESTED, State.DECLINED, State.WITHDRAWN}


class CannotChange(Exception):
    """The story is not with its author; the message says what she can do."""


class Stale(Exception):
    """Somebody has saved another version since this one was opened."""


def may_change(review: Review) -> bool:
    return review.state in EDITABLE


def change(story: StoryPage, *, by: User, values: dict[str, Any], blocks: list[dict[str, Any]], seen: str, draft: TellDraft | None = None) -> Revision:
    """`blocks`: the story's blocks but its photographs; `values` may hold a new lesson and new figures; `seen`: the stamp of the revision
    it was made from; `draft`: the draft whose photographs and evidence are the story's from now on. Raises CannotChange or Stale."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=story.pk)
        if not may_change(Review.objects.get(story=story)):
            raise CannotChange(_("The editors are reading it. Take it back to change it, or write to them."))
        latest = story.get_latest_revision()
        if latest and stamp(latest) != seen:
            raise Stale
        page = story.get_latest_revision_as_object()
        fill(page, values, owner=by)
        page.draft_title = page.title
        _compose(page, values, blocks, place_photos.described(draft, values, by=by) if draft else place_photos.photos_in(page))
        _sign(page, by, values)
        set_pseudonyms(story, values.get("names", []))
        revision = page.save_revision(user=by, changed=True)
        if draft:
            _take_files(story, draft, by)
            desk_draft.follow(draft, revision.as_object(), seen=stamp(revision))
        return revision


def _compose(page: StoryPage, values: dict[str, Any], blocks: list[dict[str, Any]], photos: list[Photograph]) -> None:
    """The blocks and photographs in order; a new lesson or figure is added at the end. Ids stay: remarks hang on them."""
    old = {raw["value"]["image"]: raw for raw in page.body.raw_data if raw["type"] == "photo"}
    found = place_photos.woven(blocks, photos, old=old)
    found += [block("figures", {name: row.get(name, "") for name in FIGURE_FIELDS} | {"confirmed_by": ""}) for row in values.get("figures", [])]
    if values.get("lesson"):
        found.append(block("lesson", {"words": values["lesson"]}))
    first = place_photos.lead(photos)
    page.body = json.dumps(found)
    page.photo, page.photo_caption = (first.image, first.caption) if first else (None, "")


def _take_files(story: StoryPage, draft: TellDraft, by: User) -> None:
    """Evidence goes to the story; for photographs that are new to it, her agreement is written down."""
    Evidence.objects.filter(draft=draft).update(story=story, draft=None)
    if draft.photos.filter(of_story=False).exists():
        Consent.objects.create(story=story, user=by, words=str(consent.PHOTOS), version=consent.VERSION, given_at=timezone.now())


def _sign(page: StoryPage, by: User, values: dict[str, Any]) -> None:
    rows = list(page.authors.all())
    for row in rows:
        if row.user_id == by.pk:
            row.byline = byline_of(by, values)
    page.authors = rows
