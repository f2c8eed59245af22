"""Reporting what is shown: it waits in the one queue, and never twice from one reader."""

import pytest

from moderation import defaults, queue
from moderation.models import Reason, Report
from quotes.models import Quote


@pytest.fixture
def quote(prompt):
    defaults.lists()
    return Quote.objects.create(prompt=prompt, text="A chair.", name="Mr. Osgood", status="approved", shown_at=prompt.opens_at)


def send(client, path, **changes):
    reason = Reason.objects.filter(used_by="reader").first()
    return client.post(path, {"reason": reason.pk, "words": "It is mine.", **changes})


def test_report_waits_in_the_queue_once(client, quote):
    before = queue.how_many_wait()

    assert send(client, f"/report/quote/{quote.pk}/").status_code == 302
    assert send(client, f"/report/quote/{quote.pk}/").status_code == 302

    assert Report.objects.open().count() == 1
    assert queue.how_many_wait() == before + 1


def test_stories_are_reported_too(client, quote, published_story):
    send(client, f"/report/story/{published_story.pk}/")

    assert Report.objects.get().thing == published_story


def test_what_is_not_shown_cannot_be_reported(client, quote):
    Quote.objects.update(status="waiting")

    for path in (f"/report/quote/{quote.pk}/", "/report/story/999999/", "/report/user/1/", "/report/reply/1/"):
        assert client.get(path).status_code == 404


def test_report_without_a_reason_keeps_the_words(client, quote):
    answer = send(client, f"/report/quote/{quote.pk}/", reason="")

    assert answer.status_code == 422
    assert "It is mine." in answer.text


def test_a_script_that_fills_everything_learns_nothing(client, quote):
    assert send(client, f"/report/quote/{quote.pk}/", homepage="x").status_code == 302
    assert not Report.objects.exists()
