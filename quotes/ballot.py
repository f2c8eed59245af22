"""What readers may choose to be asked next: the standing proposals, kept in the process until anything readers see has changed."""

from __future__ import annotations

from core import ready
from quotes.models import Proposal
from quotes.models.ballots import MOST


@ready.through_decisions
def standing() -> list[Proposal]:
    """At most five, oldest first. Their votes may be old here: the page that answers a vote reads them anew."""
    return list(Proposal.objects.filter(standing=True)[:MOST])


def counted() -> list[Proposal]:
    """The same with their votes as they stand, most first."""
    return list(Proposal.objects.filter(standing=True).order_by("-votes", "created_at", "id")[:MOST])
