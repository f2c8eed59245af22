"""The ballot: one vote each, counted right, without an account or a cookie."""

import pytest
from django.test import Client

from quotes.models import Proposal, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposals(newsroom) -> list[Proposal]:
    return [Proposal.objects.create(title=title) for title in ("What went wrong?", "Who remembered you?")]


def test_the_wall_has_the_ballot_and_nothing_of_it_without_proposals(client, newsroom, django_capture_on_commit_callbacks):
    assert "What shall we ask next?" not in client.get("/wall/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        Proposal.objects.create(title="Who remembered you?")

    page = client.get("/wall/?now").content.decode()
    assert "What shall we ask next?" in page
    assert "Who remembered you?" in page
    assert 'action="/wall/vote/"' in page


def test_a_vote_is_counted_and_shown(client, proposals):
    answer = client.post("/wall/vote/", {"proposal": proposals[1].pk})

    page = answer.content.decode()
    assert "Counted. Thank you." in page
    assert page.index("Who remembered you?") < page.index("What went wrong?")
    assert "1 vote" in page
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_a_second_vote_the_same_day_is_told_and_not_counted(client, proposals):
    client.post("/wall/vote/", {"proposal": proposals[0].pk})

    answer = client.post("/wall/vote/", {"proposal": proposals[1].pk})

    assert answer.status_code == 409
    assert "one vote each" in answer.content.decode()
    assert Vote.objects.count() == 1
    assert [one.votes for one in Proposal.objects.all()] == [1, 0]


@pytest.mark.parametrize("chosen", ["", "0", "99999", "x", "9" * 30, "²"])
def test_a_vote_for_nothing_is_explained(client, proposals, chosen):
    answer = client.post("/wall/vote/", {"proposal": chosen})

    assert answer.status_code == 422
    assert "Choose one of these questions" in answer.content.decode()


def test_what_no_longer_stands_cannot_be_chosen(client, proposals):
    Proposal.objects.filter(pk=proposals[0].pk).update(standing=False)

    assert client.post("/wall/vote/", {"proposal": proposals[0].pk}).status_code == 422
    assert not Vote.objects.exists()


def test_the_script_gets_the_part_alone(client, proposals):
    page = client.post("/wall/vote/", {"proposal": proposals[0].pk}, headers={"hx-request": "true"}).content.decode()

    assert "Counted" in page
    assert "<html" not in page


def test_another_sites_vote_is_refused(client, proposals):
    assert client.post("/wall/vote/", {"proposal": proposals[0].pk}, headers={"origin": "https://elsewhere.example"}).status_code == 403


def test_votes_from_one_address_are_slowed_down(proposals):
    for number in range(60):
        Client(headers={"user-agent": f"agent {number}"}).post("/wall/vote/", {"proposal": proposals[0].pk})

    answer = Client(headers={"user-agent": "agent 61"}).post("/wall/vote/", {"proposal": proposals[0].pk})

    assert answer.status_code == 429
    assert Proposal.objects.get(pk=proposals[0].pk).votes == Vote.objects.count() == 60
