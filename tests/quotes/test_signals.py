"""What editors do to the wall is seen at once; what is only sent in makes no page old."""

import pytest

from core import generation
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def bumps(monkeypatch):
    told = []
    monkeypatch.setattr(generation, "bump", lambda: told.append(1))
    return told


@pytest.fixture
def prompt(bumps) -> Prompt:
    made = Prompt.objects.create(title="What is service?", slug="service")
    bumps.clear()
    return made


def test_a_changed_and_a_deleted_prompt_bump(prompt, bumps):
    prompt.save()
    assert bumps

    bumps.clear()
    prompt.delete()
    assert bumps


def test_a_quote_bumps_when_it_is_changed_not_when_it_is_sent_in(prompt, bumps):
    quote = Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Jo")
    assert bumps == []

    for status in (Quote.Status.APPROVED, Quote.Status.HIDDEN):
        quote.status = status
        quote.save(update_fields=["status"])
    quote.delete()

    assert len(bumps) == 3
