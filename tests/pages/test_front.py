"""The front page: what leads, what follows, and that it costs the same however much there is."""

import pytest
from django.utils import timezone

from core import generation
from pages.models import FrontPage
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A slow machine must not add the second's look at the generation to what a page costs."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)


def warm(client) -> None:
    """The shell is built and the generation was read just now: what follows costs only what the page itself asks."""
    generation.forget()
    client.get(f"/writers/join/?{'x' * 201}")  # too long to be kept: made anew each time


def test_front_says_what_to_do_first_when_nothing_is_published(client, newsroom):
    page = client.get("/").content.decode()

    assert "Nothing is published yet" in page
    assert 'href="/tell/"' in page


def test_front_leads_with_the_story_that_editors_chose(client, make_story, publish, author):
    chosen = publish(make_story(author, title="Chosen"))
    publish(make_story(author, title="Newest"))
    assert "Newest" in client.get("/").content.decode().split("</h1>")[0].split("<h1")[1]

    FrontPage.objects.update(lead=chosen)
    from core import generation

    generation.bump()
    page = client.get("/?again").content.decode()

    assert "Chosen" in page.split("</h1>")[0].split("<h1")[1]
    assert page.count(">Newest<") == 1


def test_front_costs_the_same_with_one_story_and_with_three(client, make_story, publish, author, django_assert_num_queries):
    publish(make_story(author))
    warm(client)
    with django_assert_num_queries(10):
        client.get("/")
    for number in (2, 3):
        publish(make_story(author, title=f"Story {number}"))
    warm(client)
    with django_assert_num_queries(10):
        client.get("/?again")


def test_front_shows_the_wall_of_the_open_question_and_only_what_was_approved(client, newsroom):
    prompt = Prompt.objects.create(title="What is service?", slug="service")
    for text, status in (("Somebody picks up.", "approved"), ("Not read yet.", "waiting"), ("Taken back.", "withdrawn")):
        Quote.objects.create(prompt=prompt, text=text, name="Jo", status=status, shown_at=timezone.now())

    page = client.get("/").content.decode()

    assert "What is service?" in page
    assert "Somebody picks up." in page
    assert "1 person has answered." in page
    assert "Not read yet." not in page
    assert "Taken back." not in page
