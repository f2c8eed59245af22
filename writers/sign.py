"""Whose names stand on a story: those who agreed come in, a newest version with their names in order goes out; or one name goes everywhere."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision

from people.models import Byline
from stories import desk_draft, publish
from stories.models import Author, PublishedStory, StoryPage, TellDraft
from stories.review import stamp
from writers.models import CoAuthor

OWNER_AT = 100  # a position: co-authors below it stand before whoever began the story, those above it after her
TRIES = 8


def hold(story: StoryPage) -> StoryPage:
    """The story as it is now, held until the transaction ends."""
    Page.objects.select_for_update().get(pk=story.pk)
    return StoryPage.objects.get(pk=story.pk)


def sign(story: StoryPage) -> None:
    """A new revision with everybody who agreed, in order; what readers see changes with the next published version. Call after hold().

    Whoever is typing goes on: her form was made from the version before, and counts as made from this one.
    """
    latest = story.get_latest_revision()
    draft = TellDraft.objects.filter(changes=story).first()
    mark = draft.data.get("_revision", {}) if draft and latest and draft.data.get("_revision", {}).get("stamp") == stamp(latest) else {}
    before = Revision.objects.filter(pk=mark.get("base"), object_id=str(story.pk)).first() if mark else None
    newest = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    base = _signed(before.as_object()) if before else None  # what her unsaved changes were made from gets the names, too
    revision = _signed(newest)
    if draft and latest:
        on = mark.get("on") or stamp(latest)
        _carry_on(draft, mark | {"stamp": stamp(revision), "on": on, "base": (base or revision).pk})


def _signed(page: StoryPage) -> Revision:
    page.authors = _rows(page)
    return page.save_revision(clean=False, log_action=False)  # nobody's: an autosave must not write over it


def _rows(page: StoryPage) -> list[Author]:
    asked = list(CoAuthor.objects.filter(story_id=page.pk).exclude(byline=None).select_related("byline", "user"))
    known = {row.byline_id: row for row in page.authors.all()}
    theirs = {one.byline_id for one in asked}
    own = [row for row in page.authors.all() if row.byline_id not in theirs]
    agreed = [(one.position, known.get(one.byline_id) or _row(one)) for one in asked if one.state == CoAuthor.State.AGREED]
    rows = [row for at, row in agreed if at < OWNER_AT] + own + [row for at, row in agreed if at >= OWNER_AT]
    for number, row in enumerate(rows):
        row.sort_order = number
    return rows


def _row(one: CoAuthor) -> Author:
    return Author(user=one.user, byline=one.byline, consent_at=one.answered_at or timezone.now())


def _carry_on(draft: TellDraft, mark: dict[str, Any]) -> None:
    for _try in range(TRIES):
        data = {**draft.data, "_revision": mark}
        if not desk_draft.is_unsaved(draft):
            data |= {"revision": mark["stamp"], "_followed": draft.version + 1}
        if TellDraft.objects.filter(pk=draft.pk, version=draft.version).update(data=data, version=draft.version + 1):
            return
        draft.refresh_from_db()


def strike(story: StoryPage, *, byline: Byline) -> None:
    """Takes a name off the page, all its versions, and what readers get, at once. Call after hold()."""
    Author.objects.filter(story=story, byline=byline).delete()
    for revision in story.revisions.iterator(chunk_size=20):
        rows = revision.content.get("authors", [])
        kept = [row for row in rows if row.get("byline") != byline.pk]
        if len(kept) < len(rows):
            revision.content["authors"] = kept
            revision.save(update_fields=["content"])
    shown_at = PublishedStory.objects.filter(story_id=story.pk).values_list("shown_at", flat=True).first()
    publish.keep(story, shown_at=shown_at)
