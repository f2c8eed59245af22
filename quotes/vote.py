"""A reader's vote for what is asked next: one a reader and day, counted without an account or a cookie, right under any number at once."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from quotes.models import Proposal, Vote


class CannotVote(Exception):
    """Carries words for the reader."""


def vote(proposal: Proposal, *, reader: str) -> Vote:
    """`reader` is core.throttle.reader_key. The constraint decides who was first; the total moves with the row. Raises CannotVote."""
    try:
        with transaction.atomic():
            cast = Vote.objects.create(proposal=proposal, reader=reader, day=timezone.localdate())
            if not Proposal.objects.filter(pk=proposal.pk, standing=True).update(votes=F("votes") + 1):
                raise CannotVote(_("This question is no longer on the ballot. Choose another."))
    except IntegrityError:
        raise CannotVote(_("You have voted today: one vote each.")) from None
    return cast
