"""Taking a quote back: a quote comes in, an emptied row goes out. Its words and names are forgotten here, so nothing can show them again.

What stays is the row (stories refer to it and show a dated gap), the consent it was given under, and the decisions about it.
"""

from __future__ import annotations

from contextlib import suppress

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from wagtail.models import ModelLogEntry

from core import mail
from moderation import decide
from people.models import User
from quotes.models import Quote

SALT = "quotes.withdraw"
TRIES = 3
FORGOTTEN = ("text", "original_text", "name", "network", "town", "work", "email", "source_url", "text_key")


def link(quote: Quote) -> str:
    """The full address at which whoever has this mail may withdraw the quote. It works for ever."""
    return mail.absolute(_path(quote))


def opens(quote: Quote, token: str) -> bool:
    return constant_time_compare(_token(quote), token)


def withdraw(quote: Quote, *, by: User | None = None) -> Quote:
    """Empties the quote everywhere at once; twice is once. Stories that show it tell their editors (stories/weave.py hears `decided`).

    An editor who decides at this very moment does not stop its author: CannotDecide only after TRIES.
    """
    for _try in range(TRIES - 1):
        with suppress(decide.CannotDecide):
            return _withdraw(quote, by)
        quote.refresh_from_db()
    return _withdraw(quote, by)


def _withdraw(quote: Quote, by: User | None) -> Quote:
    if quote.status == Quote.Status.WITHDRAWN:
        return quote
    with transaction.atomic():
        decide.decide(quote, action="withdraw", actor=by, changes={**dict.fromkeys(FORGOTTEN, ""), "pinned": False, "source_date": None})
        _forget_copies(quote)
    return quote


def _forget_copies(quote: Quote) -> None:
    """Words of the line in the newsroom's own papers: letters about it, and what the admin's history called it."""
    mail.forget(holding=_path(quote))
    ModelLogEntry.objects.for_instance(quote).update(label=quote.log_title)


def _path(quote: Quote) -> str:
    return reverse("quote_withdraw", args=[quote.pk, _token(quote)])


def _token(quote: Quote) -> str:
    return signing.Signer(salt=SALT).signature(str(quote.pk))
