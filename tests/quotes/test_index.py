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


@pytest.mark.parametrize("ended_by", ["an editor", "the clock", "the clock, some at a tick"])
def test_when_an_embargo_ends_all_answers_are_found_however_many(prompt, ended_by, monkeypatch):
    monkeypatch.setattr(index, "AT_ONCE", 2)
    monkeypatch.setattr(index, "A_TICK", 1 if "some" in ended_by else 9)
    prompt.shows_at = timezone.now() + timedelta(days=1)
    prompt.save()
    Quote.objects.bulk_create(Quote(prompt=prompt, text=f"Line {number}.", name="Jo", status="approved", shown_at=timezone.now()) for number in range(5))

    if ended_by == "an editor":
        prompt.shows_at = None
        prompt.save()
    else:
        Prompt.objects.update(shows_at=timezone.now() - timedelta(seconds=1))
        for _tick in range(3 if "some" in ended_by else 1):
            index.take_in()

    assert sorted(found()) == [f"Line {number}." for number in range(5)]
