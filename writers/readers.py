"""Counting readers without cookies: a story and a reader's key of the day come in; each counts once a story and day."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db.models import F, Q
from django.utils import timezone

from people.models import User
from people.rules import may_enter_cms
from stories.models import Author, PublishedStory, Review
from writers.models import CoAuthor, StoryDay

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
    """The newsroom, whoever may change the text, and whoever stands on it with her name only. Somebody who agreed without an account is known
    by the address that was asked, once she has an account with it. Signed out, everybody is a reader: nothing tells them apart."""
    if user is None:
        return False
    if may_enter_cms(user) or Review.objects.of(user).filter(story_id=story_id).exists():
        return True
    return Author.objects.filter(story_id=story_id, user=user).exists() or _agreed(story_id, user)


def _agreed(story_id: int, user: User) -> bool:
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    agreed = CoAuthor.objects.filter(story_id=story_id, state=CoAuthor.State.AGREED)
    return agreed.filter(Q(user=user) | Q(user=None, email__in=addresses)).exists()
