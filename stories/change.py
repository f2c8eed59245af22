"""An author changes her story while it is with her: cleaned values come in, a new revision goes out. What is live does not change."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from people.models import User
from stories import begin, consent, desk_draft, look_over, place_photos, review
from stories.desk_draft import EDITABLE
from stories.forms.change import ASKED, ChangeForms
from stories.forms.send import AGREES
from stories.make_page import byline_of, fill, set_pseudonyms
from stories.models import Evidence, Review, StoryPage, TellDraft
from stories.states import State


class CannotChange(Exception):
    """The story is not with its author, or not ready; the message says what she can do."""


class NotReady(CannotChange):
    """A check that blocks has found something before the story was sent."""

    def __init__(self, hints: list[look_over.Hint]) -> None:
        super().__init__(" ".join(str(hint.words) for hint in hints))
        self.hints = hints


class NotAgreed(CannotChange):
    """What every author agrees to was not agreed to yet."""


class Stale(Exception):
    """Somebody has saved another version since this one was opened."""


def may_change(found: Review) -> bool:
    return found.state in EDITABLE


def why_not(found: Review) -> str:
    """Why it cannot be changed now, and what she can do."""
    if found.state == State.PUBLISHED:
        return _("It is published, so its text stays as it is. You can add what happened next, or a correction.")
    return _("The editors are reading it. Take it back to change it, or write to them.")


def change(story: StoryPage, *, by: User, forms: ChangeForms, seen: str) -> Revision:
    """`forms`: valid forms of the story's draft, whose photographs and evidence are the story's from now on; `seen`: the stamp of the revision
    they were made from. Raises CannotChange or Stale."""
    draft, values = forms.draft, forms.values()
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=story.pk)
        found = Review.objects.get(story=story)
        if not may_change(found):
            raise CannotChange(why_not(found))
        story = StoryPage.objects.get(pk=story.pk)  # the caller's was read before it was held, and remembers the version of then
        desk_draft.see_autosave(draft)
        latest = story.get_latest_revision()
        if not desk_draft.stands_on(draft, latest, seen=seen):
            raise Stale
        page, owner = story.get_latest_revision_as_object(), found.owner or by
        _fill(page, values, owner)
        _compose(page, forms, owner)
        _sign(page, owner, values)
        begin.give_address(page)
        set_pseudonyms(story, values.get("names", []))
        revision = page.save_revision(user=by, changed=True, clean=False, overwrite_revision=desk_draft.own_autosave(draft, latest, by))
        _take_files(story, forms, by)
        desk_draft.follow(draft, revision.as_object(), seen=review.stamp(revision))
        return revision


def send(story: StoryPage, *, by: User, agreed: Collection[str] = ()) -> Review:
    """Sends it as it is saved. `agreed`: the keys of statements that she agrees to now. Raises NotReady where a check that blocks has found
    something, NotAgreed where a statement is missing, or review.CannotDecide."""
    draft = TellDraft.objects.filter(changes=story).first()
    page = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    wrong = look_over.blocking(look_over.found(page, asked=draft.data.get(ASKED, "") if draft else ""))
    if wrong:
        raise NotReady(wrong)
    with transaction.atomic():
        left = consent.missing(page, photos=bool(place_photos.photos_in(page)))
        if not left.keys() <= set(agreed):
            raise NotAgreed(_("Before it is sent, agree to the statements at the end of the page."))
        found = review.send_to_review(story, by=by)
        if consent.record(story, by=by, agreed=left) and draft:
            without = {name: value for name, value in draft.data.items() if not name.startswith(AGREES)}
            TellDraft.objects.filter(pk=draft.pk, version=draft.version).update(data=without)
    return found


def _fill(page: StoryPage, values: dict[str, Any], owner: User) -> None:
    """What was never said stays unsaid: it is asked for when the story is sent."""
    fill(page, values | {"title": values.get("title") or begin.untitled()}, owner=owner)
    page.draft_title = page.title


def _compose(page: StoryPage, forms: ChangeForms, owner: User) -> None:
    """The blocks and photographs in their order. Ids stay: remarks hang on them."""
    values, lead = forms.values(), forms.lead()
    shown = {box.photo.pk for box in forms.boxes if box.photo}
    gone = {f"photo_{pk}": row.image.description for pk, row in forms.photos.items() if pk not in shown}  # older versions show them
    place_photos.described(forms.draft, values | gone, by=owner)
    page.body = json.dumps(forms.new_blocks())
    page.photo, page.photo_caption = (lead.image, values.get(f"caption_{lead.pk}", "")) if lead else (None, "")


def _take_files(story: StoryPage, forms: ChangeForms, by: User) -> None:
    """Evidence goes to the story; for photographs that are new to it, the agreement is written down."""
    Evidence.objects.filter(draft=forms.draft).update(story=story, draft=None)
    if any(not box.photo.of_story for box in forms.boxes if box.photo):
        consent.record(story, by=by, agreed={"photos": str(consent.PHOTOS)})


def _sign(page: StoryPage, owner: User, values: dict[str, Any]) -> None:
    if not values.get("byline") or not values.get("byline_kind"):
        return
    rows = list(page.authors.all())
    for row in rows:
        if row.user_id == owner.pk:
            row.byline = byline_of(owner, values)
    page.authors = rows
