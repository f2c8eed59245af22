"""Two days that stand with a story's review: by when whoever has it means to be done, and before which its author does not want it published."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import log
from people.models import User
from stories.models import Review, StoryPage
from stories.review import CannotDecide
from stories.states import IN_REVIEW, WITH_AUTHOR, State

MAY_WAIT = {*IN_REVIEW, *WITH_AUTHOR, State.DECLINED, State.WITHDRAWN}
UNDER_WAY = {*IN_REVIEW, State.CHANGES_REQUESTED}


def set_due(story: StoryPage, *, by: User, due_on: date | None) -> Review:
    """An editor says by when the next step is to be done, whoever has it; None takes the day away. Raises CannotDecide."""
    with transaction.atomic():
        if not Review.objects.filter(story=story, state__in=UNDER_WAY).update(due_on=due_on):
            raise CannotDecide(_("This story is with nobody now, so there is nothing that could be due."))
        log.record(story, action="due-set", actor=by, note=due_on.isoformat() if due_on else "")
    return Review.objects.get(story=story)


def set_not_before(story: StoryPage, *, by: User, day: date | None) -> Review:
    """Its author's own wish; None takes it back. Once it is published, or has its date, it is too late. Raises CannotDecide."""
    if day and day <= timezone.localdate():
        raise CannotDecide(_("This day is past. Choose a later one."))
    with transaction.atomic():
        if not Review.objects.filter(story=story, state__in=MAY_WAIT).update(not_before=day):
            raise CannotDecide(_("It has its date already. Take it back first, or write to the editors."))
        log.record(story, action="not-before", actor=by, note=day.isoformat() if day else "")
    return Review.objects.get(story=story)


def is_overdue(review: Review) -> bool:
    return bool(review.due_on and review.state in UNDER_WAY and review.due_on < timezone.localdate())
