"""Asking somebody for a line: a prompt and a named person come in, a mail with a private link goes out, and at most two reminders after it.

A stop holds for ever and for every prompt (people/no_mail.py).
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import clock, mail
from people import no_mail
from people.models import User
from quotes.models import Ask, Prompt, Quote

MOST_AT_ONCE = 200  # reminders sent in one tick


class CannotAsk(Exception):
    """Carries words for the editor."""


def ask(*, prompt: Prompt, name: str, email: str, words: str = "", by: User) -> Ask:
    """Mails the private link. Raises CannotAsk where the prompt is closed, the address was asked before, or wants no such mail."""
    email = email.strip().lower()
    if not prompt.is_open(timezone.now()):
        raise CannotAsk(_("This question takes no answers now. Ask when it is open."))
    before = Ask.objects.filter(prompt=prompt, email=email).select_related("asked_by").first()
    if before is not None:
        raise CannotAsk(_asked_before(before))
    if no_mail.refused(email):
        raise CannotAsk(_("We do not write to this address. Ask this person another way."))
    try:
        with transaction.atomic():
            made = Ask.objects.create(prompt=prompt, name=" ".join(name.split()), email=email, words=words.strip(), key=secrets.token_urlsafe(32), asked_by=by)
            _write(made, "asked")
    except IntegrityError:  # another editor asked her this very moment
        raise CannotAsk(_asked_before(Ask.objects.select_related("asked_by").get(prompt=prompt, email=email))) from None
    return made


@clock.due("reminders to those who were asked")
def remind() -> int:
    """Sends what is due. Never after an answer, a stop, or the close of the prompt; of two workers one claims each reminder."""
    now, sent = timezone.now(), 0
    waiting = Ask.objects.filter(quote=None, stopped_at=None, prompt__in=Prompt.objects.open_at(now).values("pk"))
    for found in waiting.filter(_due(now)).select_related("prompt", "asked_by").order_by("asked_at")[:MOST_AT_ONCE]:
        if no_mail.refused(found.email):
            stop(found)
        else:
            sent += _remind(found, now)
    return sent


def stop(ask: Ask) -> None:
    """She wants no such mail again, from anybody here, for ever. Her address is forgotten; people/no_mail.py knows it again when it sees it."""
    if ask.stopped_at is not None:
        return
    with transaction.atomic():
        no_mail.refuse(ask.email)
        for found in Ask.objects.filter(email=ask.email, stopped_at=None):
            mail.forget(holding=reverse("asked", args=[found.key]))
            Ask.objects.filter(pk=found.pk).update(stopped_at=timezone.now(), email=f"forgotten-{found.pk}")  # one address each, and no address


def answered(ask: Ask, quote: Quote) -> None:
    """Of two answers the first counts; the second is a quote like any other."""
    if not Ask.objects.filter(quote=quote).exists():
        Ask.objects.filter(pk=ask.pk, quote=None).update(quote=quote)


def _remind(found: Ask, now: datetime) -> int:
    with transaction.atomic():
        mine = Ask.objects.filter(pk=found.pk, reminders=found.reminders, quote=None, stopped_at=None)
        if mine.update(reminders=found.reminders + 1, reminded_at=now):
            _write(found, "ask_reminder")
            return 1
    return 0


def _due(now: datetime) -> Q:
    """The second keeps its distance from the first, also where the worker stood still for weeks."""
    found, days = Q(pk=None), settings.ASK_REMINDERS_AFTER_DAYS
    for number, after in enumerate(days):
        apart = timedelta(days=after - (days[number - 1] if number else 0))
        rested = Q(reminded_at=None) | Q(reminded_at__lte=now - apart)
        found |= Q(reminders=number, asked_at__lte=now - timedelta(days=after)) & rested
    return found


def _write(found: Ask, template: str) -> None:
    """Mail programs offer the stop as a button of their own (RFC 2369, RFC 8058)."""
    stop_url = mail.absolute(reverse("ask_stop", args=[found.key]))
    context = {
        "name": found.name,
        "question": found.prompt.title,
        "spelled_out": found.prompt.spelled_out,
        "words": found.words,
        "editor": found.asked_by.get_full_name(),
        "url": mail.absolute(reverse("asked", args=[found.key])),
        "stop_url": stop_url,
    }
    mail.send(template, found.email, context, headers={"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})


def _asked_before(found: Ask) -> str:
    day = date_format(timezone.localtime(found.asked_at), "F j, Y")
    return _("%(editor)s asked this address on %(day)s. Nobody is asked the same question twice.") % {"editor": found.asked_by.get_full_name(), "day": day}
