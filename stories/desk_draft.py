"""What an author types at her desk: a story comes in, the draft of her changes goes out. It is kept as on /tell/ (stories.keep) until it is
saved into the story (stories.change), and follows the story while nothing of it is unsaved."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from people.models import User
from stories import place_photos
from stories.forms.change import typed_from
from stories.models import StoryPage, TellDraft
from stories.review import stamp


def part_of(draft: TellDraft) -> str:
    """The name under which stories.keep keeps the page's fields, and the browser its copy."""
    return f"change-{draft.changes_id}"


def of(story: StoryPage, *, by: User) -> TellDraft:
    """The draft of her changes, made where there is none yet."""
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
    draft.photos.exclude(image_id__in=photos).delete()
    for image, position in photos.items():
        draft.photos.update_or_create(image_id=image, defaults={"position": position, "of_story": True})
    draft.version += 1
    marks = {"_kept": draft.data.get("_kept", {}), "_followed": draft.version}
    draft.data = typed_from(page, draft) | {"revision": seen} | marks
    draft.saved_at = timezone.now()
    draft.save(update_fields=["version", "data", "saved_at"])


def leave(draft: TellDraft, story: StoryPage) -> None:
    """Her unsaved changes are gone, with the pictures and files that came with them; the story stays as it was."""
    with transaction.atomic():
        for photo in draft.photos.filter(of_story=False).select_related("image"):
            photo.image.delete()
        latest = story.get_latest_revision()
        follow(draft, story.get_latest_revision_as_object(), seen=stamp(latest) if latest else "")
