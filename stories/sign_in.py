"""Somebody has signed in, by whatever way: the story that this browser has sent under her address goes to review."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import gettext as _

from stories import submit
from stories.models import TellDraft
from stories.review import CannotDecide

COOKIE = "tell"
logger = logging.getLogger(__name__)


@receiver(user_logged_in, dispatch_uid="stories_send_what_waits")
def send_what_waits(sender, request, user, **kwargs) -> None:
    token = getattr(request, "COOKIES", {}).get(COOKIE, "")
    draft = TellDraft.objects.filter(token=token, story=None).first() if token else None
    if draft is None:
        return
    if draft.sent_at is None:  # still being typed: it is on her desk from now on
        TellDraft.objects.filter(pk=draft.pk, user=None, sent_at=None).update(user=user)
        return
    try:
        story = submit.confirm_by_sign_in(draft, user=user)
    except (submit.CannotSend, CannotDecide):
        logger.exception("draft %s could not be sent", draft.pk)
        messages.error(request, _("Your story could not be sent. It is kept: look it over once more and send it again."))
        return
    if story:
        request.session.pop("story_mail", None)
        messages.success(request, _("Thank you. Your story is with the editors; this page shows where it stands."))
