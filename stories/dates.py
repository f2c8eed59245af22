"""Two days that stand with a story's review: by when whoever has it means to be done, and before which its author does not want it published."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import log
from people.models import User
from stories.models import Review, StoryPage
from stories.not_before import no_earlier
from stories.review import CannotDecide
from stories.states import IN_REVIEW, WITH_AUTHOR, State

MAY_WAIT = {*IN_REVIEW, *WITH_AUTHOR, State.SCHEDULED, State.DECLINED, State.WITHDRAWN}
UNDER_WAY = {*IN_REVIEW, State.CHANGES_REQUESTED}


def set_due(story: StoryPage, *, by: User, due_on: date | None) -> Review:
    """An editor says by when the next step is to be done, whoever has it; None takes the day away. Raises CannotDecide."""
    with transaction.atomic():
        if not Review.objects.filter(story=story, state__in=UNDER_WAY).update(due_on=due_on):
            raise CannotDecide(_("This story is with nobody now, so there is nothing that could be due."))
        log.record(story, action="due-set", actor=by, note=due_on.isoformat() if due_on else "")
    return Review.objects.get(story=story)


def set_not_before(story: StoryPage, *, by: User, day: date | None) -> Review:
    """Its author's own wish; None takes it back. What has its date already is put off to that day; an earlier one leaves it to the editor who
    chose it. Once it is published it is too late. Raises CannotDecide."""
    if day and day <= timezone.localdate():
        raise CannotDecide(_("This day is past. Choose a later one."))
    with transaction.atomic():
        if not Review.objects.filter(story=story, state__in=MAY_WAIT).update(not_before=day):
            raise CannotDecide(_("It is published, or off the site: a day does nothing now. Write to the editors from the contact page."))
        _put_off(Review.objects.select_related("approved_revision").get(story=story))
        log.record(story, action="not-before", actor=by, note=day.isoformat() if day else "")
    return Review.objects.get(story=story)


def _put_off(review: Review) -> None:
    """The approved version goes live on her day, where that is later than its date."""
    at, revision = no_earlier(review, review.publish_at), review.approved_revision
    if review.state != State.SCHEDULED or revision is None or at is None or at == review.publish_at:
        return
    Review.objects.filter(pk=review.pk).update(publish_at=at)
    revision.content["go_live_at"] = at.isoformat()
    revision.approved_go_live_at = at
    revision.save(update_fields=["content", "approved_go_live_at"])
    StoryPage.objects.filter(pk=review.story_id).update(go_live_at=at)


def is_overdue(review: Review) -> bool:
    return bool(review.due_on and review.state in UNDER_WAY and review.due_on < timezone.localdate())
