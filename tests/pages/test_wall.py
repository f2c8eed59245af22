"""The wall, for reading: what is approved stands on it, what was withdrawn leaves a dated gap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import generation
from pages.views import front, wall
from quotes.edges import next_edge
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A slow machine must not add the second's look at the generation to what a page costs."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)


def warm(client) -> None:
    """The shell is built and the generation was read just now: what follows costs only what the page itself asks."""
    generation.forget()
    client.get("/writers/join/")


@pytest.fixture
def prompt(newsroom) -> Prompt:
    return Prompt.objects.create(title="What is service?", slug="service")


def pin(prompt: Prompt, text: str, **fields) -> Quote:
    return Quote.objects.create(**({"prompt": prompt, "text": text, "name": "Jo", "status": "approved", "shown_at": timezone.now()} | fields))


def test_the_wall_shows_what_was_approved_pinned_first(client, prompt):
    pin(prompt, "Later.", shown_at=timezone.now())
    pin(prompt, "Pinned.", pinned=True, shown_at=timezone.now() - timedelta(days=9))
    pin(prompt, "Waiting.", status="waiting")

    for path in ("/wall/", "/wall/service/"):
        page = client.get(path).content.decode()
        assert page.index("Pinned.") < page.index("Later.")
        assert "Waiting." not in page


def test_a_prompt_of_tomorrow_is_not_there_yet(client, prompt):
    Prompt.objects.create(title="Tomorrow", slug="tomorrow", opens_at=timezone.now() + timedelta(days=1))

    assert client.get("/wall/tomorrow/").status_code == 404
    assert "Tomorrow" not in client.get("/wall/").content.decode()


@pytest.mark.parametrize(("status", "code"), [("approved", 200), ("withdrawn", 410), ("hidden", 410), ("waiting", 404), ("declined", 404)])
def test_one_quote_is_shown_gone_or_not_there(client, prompt, status, code):
    quote = pin(prompt, "Somebody picks up.", status=status, email="secret@example.org")

    answer = client.get(f"/wall/quotes/{quote.pk}/")

    assert answer.status_code == code
    assert ("Somebody picks up." in answer.content.decode()) == (status == "approved")
    assert "secret@example.org" not in answer.content.decode()


def test_the_wall_costs_the_same_with_one_quote_and_with_three(client, prompt, django_assert_num_queries):
    for text in ("One.", "Two.", "Three."):
        pin(prompt, text)
        warm(client)
        with django_assert_num_queries(6):
            client.get(f"/wall/?{text}")


def test_the_next_edge_is_an_opening_or_a_closing_ahead(prompt):
    edge = timezone.now() + timedelta(seconds=90)
    Prompt.objects.create(title="Soon", slug="soon", opens_at=edge)
    Prompt.objects.filter(pk=prompt.pk).update(closes_at=edge + timedelta(seconds=60))

    assert next_edge(timezone.now()) == edge
    assert next_edge(edge) == edge + timedelta(seconds=60)
    assert next_edge(edge + timedelta(seconds=60)) is None


@pytest.mark.parametrize("view", [wall.wall, front.front])
def test_a_copy_is_fresh_until_the_next_question_opens(rf, prompt, view):
    edge = timezone.now() + timedelta(seconds=90)
    Prompt.objects.create(title="Soon", slug="soon", opens_at=edge)

    assert view(rf.get("/")).fresh_until == edge
