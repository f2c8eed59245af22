"""What an author types at her desk: a story comes in, the draft of her changes goes out. It is kept as on /tell/ (stories.keep), follows into
a revision at most once a minute and when she leaves, and is saved into the story for good by stories.change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from people.models import User
from stories import begin, desk_layout, desk_typed, desk_whole, place_photos
from stories.forms.change import AGREED, ANSWER, ASKED, typed_from
from stories.forms.send import AGREES
from stories.models import Review, StoryPage, TellDraft
from stories.review import stamp
from stories.states import State

EDITABLE = {State.DRAFT, State.CHANGES_REQUESTED, State.DECLINED, State.WITHDRAWN}
STAYS = {"_kept", ASKED, desk_whole.MODE}  # what is in no version of the page
EVERY = timedelta(minutes=1)  # a revision while somebody types


def part_of(draft: TellDraft) -> str:
    """The name under which stories.keep keeps the page's fields, and the browser its copy."""
    return f"change-{draft.changes_id}"


def of(story: StoryPage, *, by: User) -> TellDraft:
    """The draft of the story's changes, one for all its authors, made where there is none yet."""
    with transaction.atomic():
        draft, made = TellDraft.objects.get_or_create(changes=story, defaults={"user": by})
        latest = story.get_latest_revision()
        if made or (not is_unsaved(draft) and latest and draft.data.get("revision") != stamp(latest)):
            follow(draft, story.get_latest_revision_as_object(), seen=stamp(latest) if latest else "")
    return draft


def is_unsaved(draft: TellDraft) -> bool:
    """Something was typed, added or removed since it last stood as the story stands."""
    return draft.version != draft.data.get("_followed", draft.version)


def unsaved(story: StoryPage) -> bool:
    draft = TellDraft.objects.filter(changes=story).first()
    return draft is not None and is_unsaved(draft)


def follow(draft: TellDraft, page: StoryPage, *, seen: str) -> None:
    """Makes the draft what the page is. `seen`: the stamp of that revision. Which tab saved what stays known, so that a browser drops
    the copy that the server has, and an older tab is told."""
    photos = {photo.image.pk: position for position, photo in enumerate(place_photos.photos_in(page))}
    for gone in draft.photos.exclude(image_id__in=photos).select_related("image"):
        gone.delete() if gone.of_story else gone.image.delete()
    for image, position in photos.items():
        draft.photos.update_or_create(image_id=image, defaults={"position": position, "of_story": True})
    draft.version += 1
    kept = {name: value for name, value in draft.data.items() if name in STAYS or (name.startswith(AGREES) and name != AGREED) or ANSWER.fullmatch(name)}
    typed = typed_from(page, draft, title="" if begin.is_untitled(page) else None)
    draft.data = typed | {"revision": seen} | kept | {"_followed": draft.version}
    draft.data |= {desk_whole.FIELD: desk_whole.joined(draft.data)} if desk_whole.is_plain(draft.data) else {}
    draft.saved_at = timezone.now()
    draft.save(update_fields=["version", "data", "saved_at"])


def leave(draft: TellDraft, story: StoryPage, *, by: User) -> None:
    """Her unsaved changes are gone, with the pictures and files that came with them; the story stays as it was."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=story.pk)
        for photo in draft.photos.filter(of_story=False).select_related("image"):
            photo.image.delete()
        latest, mark = story.get_latest_revision(), draft.data.get("_revision", {})
        before = Revision.objects.filter(pk=mark.get("base"), object_id=str(story.pk)).first()
        if latest and before and stamp(latest) == mark.get("stamp"):
            latest = before.as_object().save_revision(user=by, clean=False, overwrite_revision=own_autosave(draft, latest, by))
        follow(draft, _current(story), seen=stamp(latest) if latest else "")


def act(draft: TellDraft, *, what: str, by: User) -> str:
    """A button that adds, moves or removes a block, or changes between blocks and one box. Everything typed was kept before. Returns the id
    of the block to look at; where another tab saved this very moment, nothing is done."""
    if what == "plain":
        changes, at = desk_whole.to_plain(draft.data), ""
    elif what == "blocks":
        changes, at = desk_whole.to_blocks(draft.data), ""
    else:
        changes, at = desk_layout.act(draft.data, what)
    put(draft, changes, by=by)
    return at


def put(draft: TellDraft, changes: dict[str, Any], *, by: User) -> None:
    """Changes what is typed for her, under her name; where another tab saved this very moment, nothing is done."""
    mark = draft.data.get("_kept", {}).get(part_of(draft), {})
    hers = {"version": draft.version + 1, "by": by.pk, "at": timezone.now().isoformat()}
    seen = {"_kept": {**draft.data.get("_kept", {}), part_of(draft): {**mark, **hers}}}
    if changes and TellDraft.objects.filter(pk=draft.pk, version=draft.version).update(
        data={**draft.data, **changes, **seen}, version=draft.version + 1, saved_at=timezone.now()
    ):
        draft.refresh_from_db()


def put_photos(draft: TellDraft, *, by: User) -> None:
    """Photographs that have just come get their lines in the one box."""
    if desk_whole.is_plain(draft.data):
        new = [pk for pk in draft.photos.values_list("pk", flat=True) if f"at-photo-{pk}" not in draft.data]
        put(draft, desk_whole.with_photos(draft.data, new), by=by)


def who(by: int | None) -> User | None:
    """Who saved a text, as stories.keep remembers it."""
    return User.objects.filter(pk=by).first() if by else None


def newer_by(draft: TellDraft) -> User | None:
    return who(draft.data.get("_kept", {}).get(part_of(draft), {}).get("by"))


def stands_on(draft: TellDraft, latest: Revision | None, *, seen: str) -> bool:
    """Whether a form made from the revision `seen` was made from the newest one; our own autosaves in between are the form's own text."""
    if latest is None:
        return True
    mark = draft.data.get("_revision", {})
    return stamp(latest) == seen or (stamp(latest) == mark.get("stamp") and seen == mark.get("on"))


def see_autosave(draft: TellDraft) -> None:
    """A version that saved itself after this draft was read, with the same text, is known to it: it is no other person's, nor another tab's."""
    row = TellDraft.objects.get(pk=draft.pk)
    if {**row.data, "_revision": None} == {**draft.data, "_revision": None}:
        draft.data, draft.version = row.data, row.version


def own_autosave(draft: TellDraft, latest: Revision | None, by: User) -> Revision | None:
    """The newest revision, if it is what was saved by itself while this person typed: it is written over and does not pile up."""
    mine = latest and latest.user_id == by.pk and stamp(latest) == draft.data.get("_revision", {}).get("stamp")
    return latest if mine else None


def autosave(draft: TellDraft, *, by: User, leaving: bool = False) -> Revision | None:
    """What is typed becomes the story's newest revision, valid or not, at most once a minute and when she leaves. None where it is not time,
    somebody else has saved a newer one, or the story is not with its authors. What is live does not change."""
    if draft.changes_id is None or not is_unsaved(draft) or (not leaving and _just_saved(draft)):
        return None
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=draft.changes_id)
        story = StoryPage.objects.get(pk=draft.changes_id)
        latest, mark = story.get_latest_revision(), draft.data.get("_revision", {})
        review = Review.objects.select_related("owner").filter(story=story, state__in=EDITABLE).first()
        if latest is None or review is None or not stands_on(draft, latest, seen=draft.data.get("revision", "")) or not _held(draft):
            return None
        ours = stamp(latest) == mark.get("stamp")
        version = desk_typed.page(story, draft, owner=review.owner or by, only_stored=True)
        revision = version.save_revision(user=by, clean=False, overwrite_revision=own_autosave(draft, latest, by))
        on = {"on": mark["on"], "base": mark["base"]} if ours else {"on": stamp(latest), "base": latest.pk}
        draft.data["_revision"] = on | {"stamp": stamp(revision), "at": timezone.now().isoformat()}
        TellDraft.objects.filter(pk=draft.pk).update(data=draft.data)
    return revision


def _just_saved(draft: TellDraft) -> bool:
    at = draft.data.get("_revision", {}).get("at")
    return bool(at) and at > (timezone.now() - EVERY).isoformat()


def _held(draft: TellDraft) -> bool:
    """Holds the draft's row until the transaction ends; False where another save came first."""
    if not TellDraft.objects.filter(pk=draft.pk, version=draft.version).update(version=draft.version + 1):
        return False
    draft.version += 1
    return True


def _current(story: StoryPage) -> StoryPage:
    return StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
