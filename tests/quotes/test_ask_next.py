"""*Ask this next*: a proposal becomes a question of its own, once, on the right day, at a free address."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from quotes.ask_next import CannotAskNext, ask_next
from quotes.models import Prompt, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    return Proposal.objects.create(title="Who remembered you?", spelled_out="By name.")


def test_it_opens_when_the_current_question_closes(proposal):
    closes = timezone.now() + timedelta(days=5)
    Prompt.objects.create(title="Now", slug="now", closes_at=closes)

    prompt = ask_next(proposal)

    assert (prompt.title, prompt.spelled_out, prompt.slug, prompt.opens_at) == ("Who remembered you?", "By name.", "who-remembered-you", closes)
    assert Prompt.objects.current(timezone.now()).slug == "now"
    assert Prompt.objects.current(closes).slug == "who-remembered-you"
    assert not Proposal.objects.get().standing


def test_it_opens_on_the_chosen_day(proposal):
    day = timezone.now() + timedelta(days=2)
    Prompt.objects.create(title="Now", slug="now")

    assert ask_next(proposal, opens_at=day).opens_at == day


def test_it_opens_at_once_when_nothing_is_asked(proposal):
    assert ask_next(proposal).is_open(timezone.now())


def test_a_question_without_an_end_asks_for_a_day(proposal):
    Prompt.objects.create(title="Now", slug="now")

    with pytest.raises(CannotAskNext, match="“Now” is open without an end"):
        ask_next(proposal)

    assert Proposal.objects.get().standing


def test_it_is_asked_once(proposal):
    ask_next(proposal)

    with pytest.raises(CannotAskNext, match="off the ballot"):
        ask_next(proposal)


@pytest.mark.parametrize(("title", "slug"), [("Now?", "now-2"), ("Stage", "question-stage"), ("何が大切ですか", "question")])
def test_its_address_is_free(title, slug):
    Prompt.objects.create(title="Now", slug="now", closes_at=timezone.now() + timedelta(days=1))

    prompt = ask_next(Proposal.objects.create(title=title))

    assert prompt.slug == slug
    prompt.full_clean()


def test_a_sixth_proposal_does_not_stand():
    for number in range(5):
        Proposal.objects.create(title=f"Question {number}")

    with pytest.raises(ValidationError):
        Proposal(title="Question 6").full_clean()
