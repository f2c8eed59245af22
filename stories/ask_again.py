"""A declined story's author asks once more: it waits for its first read again, for another editor than the one who declined it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import log
from moderation.models import Decision
from people.models import User
from people.rules import is_only_editor
from stories import review
from stories.models import Message, Review, StoryPage
from stories.review import CannotDecide
from stories.states import IN_REVIEW, State

ANOTHER, ONLY = "asked-again-another-editor", "asked-again-only-editor"  # the rule that the log names


def may_ask(found: Review) -> bool:
    return found.state == State.DECLINED and found.asked_again_at is None


def ask_again(story: StoryPage, *, by: User, words: str) -> Review:
    """Once for each story: of two requests at the same moment the second is told. Raises CannotDecide."""
    words = words.strip()
    if not words:
        raise CannotDecide(_("Say what the editors should look at again."))
    with transaction.atomic():
        if not Review.objects.filter(story=story, state=State.DECLINED, asked_again_at=None).update(asked_again_at=timezone.now()):
            raise CannotDecide(_("You have asked once already, or it is not declined any more. You can change the story and send it again."))
        decliner = declined_by(story)
        found = review.send_to_review(story, by=by)
        Review.objects.filter(pk=found.pk).update(editor=None)
        found.refresh_from_db()
        rule = ONLY if decliner and is_only_editor(decliner) else ANOTHER
        decision = log.record(story, action="asked-again", actor=by, words=words, rule=rule)
        Message.objects.create(story=story, decision=decision, sender=by, from_newsroom=False, subject=_("Please look at it again"), words=words)
    return found


def declined_by(story: StoryPage) -> User | None:
    last = Decision.objects.about(story).filter(action="declined").select_related("actor").first()
    return last.actor if last else None


def whose_no(found: Review) -> User | None:
    """While a story that was asked for again waits: the editor who declined it before and leaves it to somebody else."""
    if found.asked_again_at is None or found.state not in IN_REVIEW:
        return None
    before = Decision.objects.about(found.story).filter(action="declined", made_at__lte=found.asked_again_at).select_related("actor").first()
    return before.actor if before and before.actor and not is_only_editor(before.actor) else None


def refuse_the_same(found: Review, *, by: User) -> None:
    """Raises CannotDecide where this person declined it before and somebody else could decide."""
    if whose_no(found) == by:
        raise CannotDecide(_("You declined this story, and its author asked once more: another editor decides this time."))
