"""A story's versions: who saved what and when; two of them compared; an older one restored as a new version. Evidence and editors' notes are
not in a version, so none of it can bring them back or show them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from people.models import User
from stories import change, desk_draft, difference, shared
from stories.models import Review, StoryBusiness, StoryPage
from stories.review import stamp

AT_ONCE = 40  # versions on one page
# What a version says. Who signs it, its address and its dates are the story's own and stay as they are.
FIELDS = (*difference.FIELDS, *difference.CHOICES, "photo", "place")


class CannotRestore(Exception):
    """Carries words for the author."""


class Newer(Exception):
    """Somebody has saved a newer version than the one on the author's screen."""


@dataclass(frozen=True)
class Version:
    """One saved version as its author sees it."""

    revision: Revision
    by: str
    hers: bool
    newest: bool
    marks: tuple[str, ...] = ()

    @property
    def pk(self) -> int:
        return self.revision.pk


def versions(found: Review, *, viewer: User, before: int | None = None) -> tuple[list[Version], int | None]:
    """The newest first, AT_ONCE of them, and after which one to ask for older ones (None: there are no more)."""
    rows = _all(found.story).defer("content").select_related("user")
    if before:
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: AT_ONCE + 1])
    authors = shared.on_the_authors_side(found.story)
    listed = [_version(found, row, viewer=viewer, authors=authors) for row in shown[:AT_ONCE]]
    return listed, (shown[AT_ONCE - 1].pk if len(shown) > AT_ONCE else None)


def one(story: StoryPage, pk: int) -> Revision | None:
    return _all(story).filter(pk=pk).first()


def between(older: Revision, newer: Revision, *, backwards: bool = False) -> list[difference.Change]:
    """What is different in the newer one; `backwards`: what going back to the older one would change."""
    first, second = (newer, older) if backwards else (older, newer)
    return difference.changes(first.as_object(), second.as_object())


def restore(story: StoryPage, *, by: User, revision: Revision, seen: str) -> Revision:
    """`seen`: the stamp of the newest version on the author's screen. What is live does not change. Raises CannotRestore or Newer."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=story.pk)
        found = Review.objects.get(story=story)
        if not change.may_change(found):
            raise CannotRestore(_("The editors are reading it. Take it back first, then restore the older version."))
        if desk_draft.unsaved(story):
            raise CannotRestore(_("You have typed changes that are not in the story yet. Save them or leave them first, then restore the older version."))
        latest = StoryPage.objects.get(pk=story.pk).get_latest_revision()
        if latest is None or stamp(latest) != seen:
            raise Newer
        page = latest.as_object()
        _say_as(page, revision.as_object())
        return page.save_revision(user=by, changed=True, clean=False, previous_revision=revision, log_action="wagtail.revert")


def _all(story: StoryPage):
    return Revision.objects.for_instance(story).order_by("-pk")


def _version(found: Review, row: Revision, *, viewer: User, authors: set[int]) -> Version:
    newest = row.pk == found.story.latest_revision_id
    marks = [words for words, pk in _marks(found) if pk == row.pk]
    name = row.user.display_name if row.user else ""
    if row.user_id == viewer.pk:
        name = _("you")
    return Version(row, name or _("The newsroom"), row.user_id in authors, newest, tuple(marks))


def _marks(found: Review) -> list[tuple[str, int | None]]:
    return [
        (_("the newest"), found.story.latest_revision_id),
        (_("sent to the editors"), found.author_revision_id),
        (_("on the site"), found.story.live_revision_id if found.story.live else None),
    ]


def _say_as(page: StoryPage, older: StoryPage) -> None:
    for name in FIELDS:
        setattr(page, name, getattr(older, name))
    page.draft_title = page.title
    page.body = _without_lost_pictures(older)
    page.services, page.went_wrong = list(older.services.all()), list(older.went_wrong.all())
    page.story_businesses = [StoryBusiness(business=row.business, sort_order=at) for at, row in enumerate(older.story_businesses.all())]


def _without_lost_pictures(older: StoryPage) -> str:
    """A picture that was thrown away since cannot come back: its block stays out."""
    lost = {str(block.id) for block in older.body if block.block_type == "photo" and block.value.get("image") is None}
    return json.dumps([raw for raw in older.body.get_prep_value() if raw["id"] not in lost])
