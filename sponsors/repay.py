"""Giving money back: a credit note for what was paid already comes in, marked as returned it goes out; and the mark taken off again.

On a credit note `paid_at` and `paid_words` say when and how the newsroom paid. No money moves here: somebody sends it, an editor says so.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import log
from people.models import User
from sponsors import bill
from sponsors.models import Bill
from sponsors.states import CannotBook


def mark_returned(note: Bill, *, by: User, words: str = "") -> Bill:
    """Raises CannotBook where nothing is to be returned: its invoice was not paid before it, or the money went back already."""
    with transaction.atomic():
        _lock(note, by)
        if not bill.to_return(note):
            raise CannotBook(_("There is nothing to return on %(number)s.") % {"number": note.label})
        return _mark(note, action="mark-returned", by=by, words=words, at=timezone.now())


def mark_not_returned(note: Bill, *, by: User, words: str = "") -> Bill:
    with transaction.atomic():
        _lock(note, by)
        if not bill.returned(note):
            raise CannotBook(_("%(number)s is not marked as returned.") % {"number": note.label})
        return _mark(note, action="mark-not-returned", by=by, words=words, at=None)


def _lock(note: Bill, by: User) -> None:
    """As it is now, and so that its invoice is not marked as unpaid meanwhile."""
    bill.may_decide(note, by)
    for one in (note.credits, note):
        if one:
            bill.lock(one)
    note.refresh_from_db()


def _mark(note: Bill, *, action: str, by: User, words: str, at: datetime | None) -> Bill:
    note.paid_at, note.paid_words = at, words.strip()[:200] if at else ""
    note.save(update_fields=["paid_at", "paid_words"])
    log.record(note, action=action, actor=by, words=words.strip())
    return note
