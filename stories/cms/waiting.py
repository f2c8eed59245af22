"""Stories that wait for an editor, for the queue that `/cms/` opens on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.queue import Waiting
from stories import checks
from stories.models import Review, StoryPage

MOST = 100


def stories() -> list[Waiting]:
    reviews = list(Review.objects.waiting().by_age().select_related("owner", "call", "story__latest_revision")[:MOST])
    return [_waiting(review) for review in reviews]


def _waiting(review: Review) -> Waiting:
    story: StoryPage = review.story.get_latest_revision_as_object()
    return Waiting(
        kind="story",
        title=story.title,
        url=reverse("review", args=[review.story_id]),
        since=review.submitted_at,
        author=review.owner.get_full_name() if review.owner else "",
        step=_step(review),
        flags=tuple(flag.words for flag in checks.flags(story)),
    )


def _step(review: Review) -> str:
    state = str(review.get_state_display())
    if review.asked_again_at:
        return _("%(state)s, asked again") % {"state": state}
    return _("%(state)s, answers “%(call)s”") % {"state": state, "call": review.call.title} if review.call else state


def count() -> int:
    return Review.objects.waiting().count()
