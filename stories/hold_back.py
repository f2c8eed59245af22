"""Scheduled stories whose time has come although something holds them: they go back to the first read, with the reason for the author."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Workflow

from moderation import log
from stories import holds
from stories.models import Review, StoryPage
from stories.review import write_letter
from stories.states import State

RULE = "held"


def hold_back_due(*, now: datetime) -> list[Review]:
    """Takes every held story that would go live by `now` off the schedule. Run it right before the schedule is."""
    due = Review.objects.filter(state=State.SCHEDULED, publish_at__lte=now).select_related("story", "owner", "approved_revision")
    return [review for review in due if _is_held(review) and hold_back(review)]


def _is_held(review: Review) -> bool:
    return bool(review.approved_revision and holds.reasons(review.approved_revision.as_object()))


@transaction.atomic
def hold_back(review: Review) -> bool:
    """False where somebody else moved the story meanwhile."""
    found = holds.reasons(review.approved_revision.as_object()) if review.approved_revision else []
    changes = {"publish_at": None, "read_revision": None, "approved_revision": None}
    if not Review.objects.filter(pk=review.pk, state=State.SCHEDULED).update(state=State.FIRST_READ, **changes):
        return False
    review.refresh_from_db()
    story = review.story
    story.revisions.update(approved_go_live_at=None)
    StoryPage.objects.filter(pk=story.pk).update(go_live_at=None)
    Workflow.objects.get(name="Story review").start(StoryPage.objects.get(pk=story.pk), review.editor)
    words = _("It did not go live on its date: the newsroom has something to settle first. There is nothing for you to do; we read it again and write to you.")
    decision = log.record(story, action="held-back", words=words, rule=RULE, note=" ".join(found), from_state=State.SCHEDULED, to_state=State.FIRST_READ)
    write_letter(review, decision=decision, words=words, template="unscheduled")
    return True
