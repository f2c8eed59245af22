"""What the author of a line is told when an editor has decided: a Quote and its Decision come in, a letter goes out where an address is known."""

from __future__ import annotations

from django.dispatch import receiver
from django.utils import timezone

from core import mail
from moderation.decide import decided
from moderation.flag import HONEYPOT
from moderation.models import Decision
from quotes.models import Quote

WAITING, APPROVED, DECLINED, HIDDEN = Quote.Status.WAITING, Quote.Status.APPROVED, Quote.Status.DECLINED, Quote.Status.HIDDEN
LETTERS: dict[str, str] = {APPROVED: "quote_on_the_wall", DECLINED: "quote_declined", HIDDEN: "quote_hidden", WAITING: "quote_waits_again"}


@receiver(decided, sender=Quote, dispatch_uid="quotes_letters")
def on_decision(sender, thing: Quote, decision: Decision, **kwargs) -> None:
    letter, to = letter_for(decision), address(thing)
    if letter and to:
        mail.send(letter, to, _context(thing, decision))


def letter_for(decision: Decision) -> str:
    """Nothing for an edit, for what its author did, and for what a program sent."""
    if decision.from_state == decision.to_state or decision.rule == HONEYPOT:
        return ""
    return LETTERS.get(decision.to_state, "")


def address(quote: Quote) -> str:
    return quote.email or (quote.user.email if quote.user else "")


def _context(quote: Quote, decision: Decision) -> dict[str, object]:
    from quotes.withdraw import link

    return {
        "quote": quote,
        "words": decision.words,
        "again": decision.from_state == HIDDEN,
        "shows_from": None if quote.prompt.shows(timezone.now()) else quote.prompt.shows_at,
        "url": mail.absolute(quote.get_absolute_url()),
        "withdraw_url": link(quote),
    }
