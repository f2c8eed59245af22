"""Votes from fifty readers at once, and twice from each: every reader counts once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from quotes.models import Proposal, Vote
from quotes.vote import CannotVote, vote


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_are_counted_right():
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    proposal = Proposal.objects.create(title="Who remembered you?")

    def cast(number: int) -> bool:
        try:
            return bool(vote(proposal, reader=f"reader-{number % 50}"))
        except CannotVote:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        counted = sum(pool.map(cast, range(100)))

    proposal.refresh_from_db()
    assert counted == proposal.votes == Vote.objects.count() == 50


@pytest.mark.django_db
def test_a_proposal_taken_down_meanwhile_keeps_no_vote():
    proposal = Proposal.objects.create(title="Who remembered you?")
    Proposal.objects.update(standing=False)

    with pytest.raises(CannotVote, match="no longer on the ballot"):
        vote(proposal, reader="reader")

    assert not Vote.objects.exists()
