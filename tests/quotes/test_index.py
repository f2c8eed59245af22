"""What search knows of quotes: what anybody may read, from the minute it may be read until it is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import SearchEntry
from moderation import decide
from quotes import index
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def prompt(newsroom) -> Prompt:
    return Prompt.objects.create(title="What is service?", slug="service")


def found() -> list[str]:
    return list(SearchEntry.objects.filter(kind="quote").values_list("title", flat=True))


def test_a_quote_is_found_while_it_stands_on_the_wall(prompt, editor):
    quote = Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Jo", town="Leeds", email="secret@example.org")
    assert found() == []

    decide.decide(quote, action="approve", actor=editor)
    entry = SearchEntry.objects.get(kind="quote")
    assert (entry.target, entry.text, entry.url) == (quote.pk, "Somebody picks up. Jo Leeds", f"/wall/quotes/{quote.pk}/")

    decide.decide(quote, action="edit", actor=editor, changes={"text": "Somebody answers.", "original_text": quote.text})
    assert found() == ["Somebody answers."]

    decide.decide(quote, action="hide", actor=editor, words="Not now.")
    assert found() == []

    decide.decide(quote, action="restore", actor=editor)
    assert found() == ["Somebody answers."]

    decide.decide(quote, action="withdraw")
    assert found() == []


def test_an_embargo_keeps_quotes_out_until_it_ends(prompt, editor):
    Prompt.objects.filter(pk=prompt.pk).update(shows_at=timezone.now() + timedelta(days=1))
    quote = Quote.objects.create(prompt=Prompt.objects.get(pk=prompt.pk), text="Somebody picks up.", name="Jo")
    decide.decide(quote, action="approve", actor=editor)
    index.take_in()
    assert found() == []

    Prompt.objects.filter(pk=prompt.pk).update(shows_at=timezone.now() - timedelta(seconds=1))
    index.take_in()
    index.take_in()
    assert found() == ["Somebody picks up."]


def test_an_editor_who_moves_the_embargo_moves_what_is_found(prompt):
    Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Jo", status="approved", shown_at=timezone.now())
    assert found() == ["Somebody picks up."]

    prompt.shows_at = timezone.now() + timedelta(days=1)
    prompt.save()
    assert found() == []

    prompt.shows_at = None
    prompt.save()
    assert found() == ["Somebody picks up."]


def test_a_deleted_quote_is_not_found(prompt):
    Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Jo", status="approved", shown_at=timezone.now()).delete()

    assert found() == []
