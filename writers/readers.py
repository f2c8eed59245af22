"""Counting readers without cookies: a story and a reader's key of the day come in; each counts once a story and day."""

from __future__ import annotations

from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from people.models import User
from people.rules import may_enter_cms
from stories.models import PublishedStory, Review
from writers.models import StoryDay

A_DAY = 25 * 60 * 60  # seconds; the key names its day, so it need not lapse at midnight


def count(story_id: int, *, reader: str, from_feed: bool = False, user: User | None = None) -> bool:
    """`reader`: core.throttle.reader_key, kept in the cache for a day and nowhere else. False where nothing was counted: no such story on the
    site, a second time on one day, its own author, or the newsroom."""
    today = timezone.localdate()
    if not PublishedStory.objects.live().filter(story_id=story_id).exists() or _is_ours(story_id, user):
        return False
    if not cache.add(f"reader:{today.isoformat()}:{story_id}:{reader}", 1, A_DAY):
        return False
    added = {"readers": F("readers") + 1, "from_feed": F("from_feed") + int(from_feed)}
    if not StoryDay.objects.filter(story_id=story_id, day=today).update(**added):
        StoryDay.objects.get_or_create(story_id=story_id, day=today)
        StoryDay.objects.filter(story_id=story_id, day=today).update(**added)
    return True


def _is_ours(story_id: int, user: User | None) -> bool:
    return user is not None and (may_enter_cms(user) or Review.objects.of(user).filter(story_id=story_id).exists())
