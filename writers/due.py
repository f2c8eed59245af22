"""What is due by the clock: contributors are asked after their second story, and what nobody confirmed is forgotten."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from core.clock import due
from people import no_mail
from people.models import User
from stories.models import Author, PublishedStory
from writers import apply, invite, write_to
from writers.models import Application, Invitation, Letter
from writers.states import CannotDo

logger = logging.getLogger(__name__)
NEWS = timedelta(days=30)  # only who was published lately is asked: an archive that is brought in invites nobody
AFTER = 2  # published stories
AT_ONCE = 50
KEEP_LETTERS = timedelta(days=30)


@due("contributors asked to write regularly")
def ask_contributors() -> None:
    """Once each: whoever was ever invited, applied, is a writer or wants no mail is left alone."""
    for user in User.objects.filter(pk__in=_with_a_second_story())[:AT_ONCE]:
        try:
            invite.invite(email=user.email, name=user.display_name)
        except CannotDo as reason:
            logger.info("user %s is not asked: %s", user.pk, reason)


def _with_a_second_story() -> list[int]:
    lately = PublishedStory.objects.live().filter(shown_at__gt=timezone.now() - NEWS).values("story_id")
    wanted = {"user__is_writer": False, "user__is_active": True, "user__is_staff": False, "user__applications": None, "user__writer_invitations": None}
    recent = Author.objects.filter(story_id__in=lately, **wanted).values("user_id")
    counted = Author.objects.filter(user_id__in=recent, story__live=True).order_by().values("user_id").annotate(stories=Count("story_id", distinct=True))
    enough = User.objects.filter(pk__in=counted.filter(stories__gte=AFTER).values("user_id"))
    found = enough.exclude(email__in=Invitation.objects.values("email")).order_by("pk")
    return [user.pk for user in found if not invite.was_ever_asked(user) and not no_mail.refused(user.email)]


@due("applications that nobody confirmed")
def forget_applications() -> None:
    Application.objects.filter(confirmed_at=None, made_at__lt=timezone.now() - apply.CONFIRM_WITHIN).delete()


@due("letters to writers")
def forget_letters() -> None:
    """Those that nobody confirmed; those that were passed on are the writer's own mail from then on."""
    Letter.objects.filter(sent_at=None, made_at__lt=timezone.now() - write_to.CONFIRM_WITHIN).delete()
    Letter.objects.filter(sent_at__lt=timezone.now() - KEEP_LETTERS).delete()
