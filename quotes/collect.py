"""Pinning a line: a prompt and what somebody typed come in, a Quote that waits for an editor goes out."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import flag
from quotes import consent, rules
from quotes.clean import clean_line
from quotes.models import Prompt, Quote

SAME_AGAIN = timedelta(days=1)  # the same line from the same source within this time is the same line


class CannotPin(Exception):
    """Carries words for the person who typed. `field` is what must be put right, if it is one of the fields."""

    def __init__(self, words: str, *, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class PromptClosed(CannotPin):
    """The prompt takes no answers now: the line can be offered to the current one."""


def collect(
    *,
    prompt: Prompt,
    text: str,
    name: str,
    circumstances: flag.Circumstances,
    network: str = "",
    town: str = "",
    work: str = "",
    email: str = "",
    user=None,
) -> Quote:
    """Stores the line with the consent it was given under, and flags what an editor should look at. Raises CannotPin.

    Sent twice by the same source, it is one quote: the first is returned.
    """
    fields = {
        "text": clean_line(text),
        "name": rules.as_handle(clean_line(name), network),
        "network": network,
        "town": clean_line(town),
        "work": clean_line(work),
    }
    _check(prompt, fields, circumstances, email)
    with transaction.atomic():
        again = _sent_before(prompt, fields["text"], circumstances)
        if again:
            return again
        quote = Quote.objects.create(prompt=prompt, **fields, email=email.strip().lower(), user=user, **consent.given())
        flag.flag(quote, text=quote.text, name=quote.name, circumstances=circumstances)
    return quote


def _check(prompt: Prompt, fields: dict[str, str], circumstances: flag.Circumstances, email: str) -> None:
    for field, problem in (("text", rules.line_problem(fields["text"])), ("name", rules.name_problem(fields["name"], fields["network"]))):
        if problem:
            raise CannotPin(problem, field=field)
    if not prompt.is_open(timezone.now()):
        raise PromptClosed(_("“%(question)s” takes no answers now. Your line is kept here.") % {"question": prompt.title})
    if flag.banned(circumstances.source_key, email):
        raise CannotPin(_("Nothing can be pinned from here at the moment. If you think that is a mistake, write to us from the contact page."))


def _sent_before(prompt: Prompt, text: str, circumstances: flag.Circumstances) -> Quote | None:
    if not circumstances.source_key:
        return None
    lately = Quote.objects.waiting().filter(prompt=prompt, source_key=circumstances.source_key, created_at__gt=timezone.now() - SAME_AGAIN)
    return lately.filter(text=text).first()
