"""What an editor decides about an application: accept, ask or decline, each with words, a Decision and a mail to the applicant."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import generation
from moderation import log
from people.models import Byline, User, free_handle
from stories.submit import account_for
from writers import apply, letters
from writers.models import Application, ApplicationMessage
from writers.states import CannotDo


def accept(application: Application, *, by: User, words: str = "", seen: int | None = None) -> User:
    """The applicant is a writer from now on, with an account (made where there is none) and a byline."""
    with transaction.atomic():
        _decide(application, "accept", by=by, words=words, seen=seen, decided_at=timezone.now())
        user = application.user or account_for(application.email)
        if not user.is_active:
            raise CannotDo(_("The account behind this address is closed. Decline, or write to the person first."))
        if application.user is None:
            _confirmed(user, application.email)
        user.is_writer, user.display_name = True, user.display_name or application.byline
        user.save(update_fields=["is_writer", "display_name"])
        _byline(user, application)
        application.user = user
        application.save(update_fields=["user"])
        letters.to_applicant("writer_accepted", application, link="/desk/", words=words.strip(), editor=by.get_full_name())
        generation.bump()
    return user


def ask(application: Application, *, by: User, words: str, seen: int | None = None) -> Application:
    with transaction.atomic():
        _decide(application, "ask", by=by, words=_required(words), seen=seen)
        letters.to_applicant("writer_asked", application, link=apply.link(application), words=words.strip(), editor=by.get_full_name())
    return application


def decline(application: Application, *, by: User, words: str, seen: int | None = None) -> Application:
    with transaction.atomic():
        _decide(application, "decline", by=by, words=_required(words), seen=seen, decided_at=timezone.now())
        letters.to_applicant("writer_declined", application, link=apply.link(application), words=words.strip(), editor=by.get_full_name())
    return application


def _decide(application: Application, action: str, *, by: User, words: str, seen: int | None, **changes: Any) -> None:
    if application.user_id == by.pk or application.email == by.email:
        raise CannotDo(_("This is your own application: somebody else decides on it."))
    if seen is not None and seen != application.version:
        raise CannotDo(_("Something has happened to this application meanwhile. Look at it again, then decide."))
    before = apply.move(application, action, **changes)
    words = words.strip()
    log.record(
        application,
        action=f"application-{application.state}",
        actor=by,
        words=words,
        title=application.log_title,
        from_state=before,
        to_state=application.state,
    )
    if words:
        ApplicationMessage.objects.create(application=application, sender=by, words=words)


def _confirmed(user: User, email: str) -> None:
    """The link in our mail was opened, so the address is the applicant's: an account of it may be entered with it."""
    address = EmailAddress.objects.filter(user=user, email__iexact=email).first()
    if address and address.set_verified():
        address.set_as_primary(conditional=True)


def _byline(user: User, application: Application) -> Byline:
    """The writer's byline of that name and kind, with the beat on it; what somebody wrote there before stays."""
    beat = ", ".join(part for part in (application.trade, application.place) if part)[:120]
    known = Byline.objects.filter(user=user, name=application.byline, kind=application.byline_kind).first()
    if known is None:
        handle = free_handle(application.byline)
        return Byline.objects.create(user=user, name=application.byline, kind=application.byline_kind, handle=handle, beat=beat)
    if not known.beat:
        known.beat = beat
        known.save(update_fields=["beat"])
    return known


def _required(words: str) -> str:
    if not words.strip():
        raise CannotDo(_("Say it in words: the applicant reads them."))
    return words
