"""Applying to write: what somebody typed comes in; once the address is confirmed, an Application waits for an editor.

Whoever has the link in the mail sees where it stands, answers and withdraws. The key of that link stands in no table: it is made
anew from the row for each mail, and what a link brings is compared with its hash.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from core import mail
from core.private_link import hashed
from moderation import log
from moderation.sources import banned
from people.models import User
from stories.models import CallPage, KindOfService
from writers import letters
from writers.models import Application, ApplicationMessage
from writers.states import MOVES, WITHDRAWN, CannotDo

CONFIRM_WITHIN = timedelta(days=3)
SAME_AGAIN = timedelta(days=1)
MOST_TO_CONFIRM = 3  # at one address, whoever typed it: nobody's box is filled by way of us
MOST_ANSWERS = 20
FIELDS = ("byline", "byline_kind", "place", "trade", "why", "sample", "sample_link")


def apply(
    *,
    email: str,
    services: Iterable[KindOfService] = (),
    call: CallPage | None = None,
    user: User | None = None,
    source_key: str = "",
    **values: Any,
) -> Application:
    """`values` are FIELDS. Somebody signed in has a confirmed address already; everybody else gets a mail with a link. Raises CannotDo."""
    email = user.email if user else email.strip().lower()
    if banned(source_key, email):
        raise CannotDo(_("Nothing can be sent from here at the moment. If you think that is a mistake, write to us from the contact page."))
    if user and user.is_writer:
        raise CannotDo(_("You are one of our writers already: your desk is open to you."))
    known = user is not None and _is_confirmed(user, email)
    with transaction.atomic():
        same = Application.objects.filter(email=email, made_at__gt=timezone.now() - SAME_AGAIN, **_text(values)).exclude(state=WITHDRAWN).first()
        if same:
            return same
        _not_too_many(email)
        made = _made(email, user if known else None, values, call)
        made.services.set(services)
        if known:
            confirm(made)
        else:
            letters.to_applicant("writer_application_confirm", made, link=link(made))
    return made


def link(application: Application) -> str:
    """The path of its own page; for the applicant's eyes only."""
    key = _key(application)
    if hashed(key) != application.key_hash:  # the site's secret is another one since: older links stay good until the next mail
        application.key_hash = hashed(key)
        application.save(update_fields=["key_hash"])
    return reverse("application", args=[key])


def find(key: str) -> Application | None:
    return Application.objects.select_related("call", "user").filter(key_hash=hashed(key)).first()


def confirm(application: Application) -> Application:
    """The address is the applicant's: from now on it waits for an editor. Twice is once. Raises CannotDo where another one waits already."""
    try:
        with transaction.atomic():
            if Application.objects.filter(pk=application.pk, confirmed_at=None).update(confirmed_at=timezone.now()):
                log.record(application, action="application-sent", actor=application.user, title=application.log_title)
                letters.to_newsroom(application.byline, path=reverse("cms_application", args=[application.pk]))
    except IntegrityError:
        raise CannotDo(
            _("An application from this address waits for an editor already. Our earlier mail leads to it: add to that one, or withdraw it first.")
        ) from None
    application.refresh_from_db()
    return application


def answer(application: Application, *, words: str) -> ApplicationMessage:
    """The applicant's words to the editors; an application that was asked something waits again."""
    words = words.strip()
    if not words:
        raise CannotDo(_("Write your answer first."))
    with transaction.atomic():
        last = application.messages.filter(from_newsroom=False).last()
        if last and last.words == words:
            return last
        if application.messages.filter(from_newsroom=False).count() >= MOST_ANSWERS:
            raise CannotDo(_("That is as much as fits into one application. The editors have all of it; wait for their words."))
        move(application, "answer")
        message = ApplicationMessage.objects.create(application=application, from_newsroom=False, sender=application.user, words=words)
        letters.to_newsroom(application.byline, path=reverse("cms_application", args=[application.pk]), words=words)
    return message


def withdraw(application: Application) -> Application:
    """The applicant's own act: the words are forgotten, a row without them stays. Twice is once."""
    if application.state == WITHDRAWN:
        return application
    with transaction.atomic():
        move(application, "withdraw", decided_at=timezone.now(), **_forgotten())
        application.services.clear()
        application.messages.all().delete()
        log.record(application, action="application-withdrawn", actor=application.user, title=application.log_title)
        mail.forget(holding=link(application))
    return application


def move(application: Application, action: str, **changes: Any) -> str:
    """One conditional UPDATE on the state and version that was seen, so that of two at once the second is told. Returns the state it left."""
    before = application.state
    to = MOVES[action].get(before)
    if to is None:
        raise CannotDo(_("This application is %(state)s: that cannot be done now.") % {"state": application.get_state_display()})
    rows = Application.objects.filter(pk=application.pk, state=before, version=application.version).exclude(confirmed_at=None)
    if not rows.update(state=to, version=F("version") + 1, **changes):
        raise CannotDo(_("Something has happened to this application meanwhile. Look at it again, then decide."))
    application.refresh_from_db()
    return before


def _made(email: str, user: User | None, values: dict[str, Any], call: CallPage | None) -> Application:
    now = timezone.now()
    made = Application(email=email, user=user, call=call, made_at=now, **{name: values.get(name) or "" for name in FIELDS})
    made.key_hash = hashed(_key(made))
    made.save()
    return made


def _text(values: dict[str, Any]) -> dict[str, str]:
    return {name: values.get(name) or "" for name in ("byline", "sample", "sample_link", "why")}


def _not_too_many(email: str) -> None:
    """Whether an application of this address waits already is told to whoever opens the link, and to nobody who only typed it."""
    if Application.objects.filter(email=email, confirmed_at=None).count() >= MOST_TO_CONFIRM:
        raise CannotDo(_("Some applications from this address wait for their links to be opened. Look into your mail first. Your words are kept here."))


def _is_confirmed(user: User, email: str) -> bool:
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def _forgotten() -> dict[str, Any]:
    return {"sample": "–", "sample_link": "", "why": "", "byline": "–", "place": "–", "trade": "", "email": ""}


def _key(application: Application) -> str:
    """Of the microsecond in which it was made: nothing of the row that is forgotten later, and nothing to guess without the site's secret."""
    return salted_hmac("writers.application", f"{application.made_at.timestamp():.6f}", algorithm="sha256").hexdigest()
