"""After publication: a dated correction or follow-up, shown with the story at once, kept for ever."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import log
from stories.models import Correction, FollowUp, PublishedStory, StoryPage
from stories.publish import keep


class NotPublished(Exception):
    """Only a published story can be corrected or followed up."""


def add_correction(story: StoryPage, *, by, words: str, made_at: datetime | None = None) -> Correction:
    return _add(Correction, story, by, words, made_at, "corrected")


def add_follow_up(story: StoryPage, *, by, words: str, made_at: datetime | None = None) -> FollowUp:
    return _add(FollowUp, story, by, words, made_at, "followed-up")


def _add(model, story: StoryPage, by, words: str, made_at: datetime | None, action: str):
    if not story.live:
        raise NotPublished(_("This story is not published, so there is nothing to correct yet: change its text."))
    with transaction.atomic():
        note = model.objects.create(story=story, by=by, words=words.strip(), made_at=made_at or timezone.now())
        log.record(story, action=action, actor=by, words=words)
        shown = PublishedStory.objects.filter(story_id=story.pk).values_list("shown_at", flat=True).first()
        keep(story, shown_at=shown)
    return note
