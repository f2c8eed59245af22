"""An author changes her story while it is with her: cleaned values come in, a new revision goes out. What is live does not change."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from people.models import User
from stories.make_page import FIGURE_FIELDS, block, byline_of, fill, set_pseudonyms
from stories.models import Review, StoryPage
from stories.review import stamp
from stories.states import State

EDITABLE = {State.DRAFT, State.CHANGES_REQUESTED, State.DECLINED, State.WITHDRAWN}


class CannotChange(Exception):
    """The story is not with its author; the message says what she can do."""


class Stale(Exception):
    """Somebody has saved another version since this one was opened."""


def may_change(review: Review) -> bool:
    return review.state in EDITABLE


def change(story: StoryPage, *, by: User, values: dict[str, Any], blocks: dict[str, Any], seen: str) -> Revision:
    """`blocks`: new values by block id; `values` may hold a new lesson and new figures; `seen`: the stamp of the revision
    it was made from. Raises CannotChange or Stale."""
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
        page.body = json.dumps(_body(page, values, blocks))
        _sign(page, by, values)
        set_pseudonyms(story, values.get("names", []))
        return page.save_revision(user=by, changed=True)


def _body(page: StoryPage, values: dict[str, Any], blocks: dict[str, Any]) -> list[dict[str, Any]]:
    """The same blocks under the same ids, with what was typed; an emptied lesson or figure goes, a new one is added at the end."""
    kept = []
    for raw in page.body.raw_data:
        new = blocks.get(raw["id"])
        if new is None:
            kept.append(dict(raw))
        elif raw["type"] == "text" or any(new.values()) or raw["type"] == "photo":
            kept.append({**raw, "value": new if raw["type"] == "text" else {**raw["value"], **new}})
    kept += [block("figures", {name: row.get(name, "") for name in FIGURE_FIELDS} | {"confirmed_by": ""}) for row in values.get("figures", [])]
    if values.get("lesson"):
        kept.append(block("lesson", {"words": values["lesson"]}))
    return kept


def _sign(page: StoryPage, by: User, values: dict[str, Any]) -> None:
    rows = list(page.authors.all())
    for row in rows:
        if row.user_id == by.pk:
            row.byline = byline_of(by, values)
    page.authors = rows
