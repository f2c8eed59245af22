"""What an author is told of each decision about her line, and when she is told nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import decide
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote(newsroom) -> Quote:
    prompt = Prompt.objects.create(title="What is service?", slug="service")
    return Quote.objects.create(prompt=prompt, text="Somebody picks up & stays.", name="Jo <3", email="jo@example.org")


def subjects(mailoutbox) -> list[str]:
    return [mail.subject for mail in mailoutbox]


def test_each_decision_is_told_in_the_editors_words_with_the_way_out(quote, editor, mailoutbox):
    decide.decide(quote, action="approve", actor=editor)
    decide.decide(quote, action="hide", actor=editor, words="It names a neighbor.")
    decide.decide(quote, action="restore", actor=editor)

    assert subjects(mailoutbox) == ["You're on the wall", "Your line was taken off the wall", "Your line is back on the wall"]
    assert "It names a neighbor." in mailoutbox[1].body
    for mail in mailoutbox:
        assert mail.to == ["jo@example.org"]
        assert "Somebody picks up & stays." in mail.body
        assert f"/wall/quotes/{quote.pk}/withdraw/" in mail.body


def test_a_declined_line_comes_with_the_reason(quote, editor, mailoutbox):
    decide.decide(quote, action="decline", actor=editor, words="It is about prices, not service.")

    assert subjects(mailoutbox) == ["Your line is not on the wall"]
    assert "It is about prices, not service." in mailoutbox[0].body


def test_what_was_taken_back_is_told(quote, editor, mailoutbox):
    decision = decide.decide(quote, action="approve", actor=editor)
    decide.undo(decision, actor=editor)

    assert subjects(mailoutbox)[-1] == "Your line is being looked at again"


def test_under_embargo_it_is_chosen_and_shown_later(quote, editor, mailoutbox):
    Prompt.objects.update(shows_at=timezone.now() + timedelta(days=3))
    quote.refresh_from_db()

    decide.decide(quote, action="approve", actor=editor)

    assert subjects(mailoutbox) == ["Your line is chosen for the wall"]
    assert "shown from" in mailoutbox[0].body


def test_nobody_is_told_of_an_edit_or_without_an_address(quote, editor, mailoutbox):
    decide.decide(quote, action="edit", actor=editor, changes={"text": "Somebody picks up.", "original_text": quote.text})
    Quote.objects.update(email="")
    quote.refresh_from_db()
    decide.decide(quote, action="approve", actor=editor)

    assert mailoutbox == []


def test_a_signed_in_author_is_told_at_her_own_address(quote, editor, author, mailoutbox):
    Quote.objects.update(email="", user=author)
    quote.refresh_from_db()

    decide.decide(quote, action="approve", actor=editor)

    assert mailoutbox[0].to == [author.email]
