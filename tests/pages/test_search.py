"""Search: hits and facets, and every strange query answered."""

from urllib.parse import quote

import pytest

from core import generation
from core.models import SearchEntry
from pages.views import search as view

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A slow machine must not add the second's look at the generation to what a page costs."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)


def warm(client) -> None:
    """The shell is built and the generation was read just now: what follows costs only what the page itself asks."""
    generation.forget()
    client.get(f"/writers/join/?{'x' * 201}")  # too long to be kept: made anew each time


def test_a_story_is_found_by_a_word_of_its_text_and_by_its_business(client, published_story):
    for words in ("salt", "marlow", "BREAD noon", "calle"):
        assert published_story.title in client.get("/search/", {"q": words}).content.decode()


def test_facets_narrow_and_can_be_taken_off(client, published_story):
    page = client.get("/search/?q=marlow").content.decode()
    assert "2 results" in page
    assert "/search/?q=marlow&amp;type=story" in page

    narrowed = client.get("/search/?q=marlow&type=story").content.decode()

    assert "1 result" in narrowed
    assert 'href="/search/?q=marlow"' in narrowed


@pytest.mark.parametrize("words", ["", "   ", '"', "*", "NOT", "a OR b", "'; DROP TABLE", "\x00", "‮abc", "😀", "x" * 5000, "() : ^ -", "&|!", "_", "%"])
def test_strange_queries_are_answered(client, published_story, words):
    assert client.get(f"/search/?q={quote(words)}").status_code == 200


@pytest.mark.parametrize("query", ["year=abcd", "year=٢٠٢٦", "page=-1&q=a", "page=99999&q=a", "page=x&q=a", "type=quote&q=a", "section=%00&q=a", "q=%ff%fe"])
def test_strange_filters_are_answered(client, published_story, query):
    assert client.get(f"/search/?{query}").status_code == 200


def test_nothing_found_says_what_to_do(client, newsroom):
    page = client.get("/search/?q=zzzz").content.decode()

    assert "Nothing found" in page
    assert "/tell/" in page


def test_counts_are_bounded(client, newsroom, monkeypatch):
    monkeypatch.setattr(view, "MOST", 40)
    SearchEntry.objects.bulk_create(SearchEntry(kind="story", target=n, title=f"Loaf {n}", url="/x/") for n in range(1, 60))

    page = client.get("/search/?q=loaf").content.decode()

    assert "1,000+ results" in page


def test_search_costs_the_same_with_one_hit_and_with_three(client, newsroom, django_assert_num_queries):
    for number in (1, 2, 3):
        SearchEntry.objects.create(kind="story", target=number, title=f"Loaf {number}", url="/x/", place="erie")
        warm(client)
        with django_assert_num_queries(7):
            client.get(f"/search/?q=loaf&n={number}")
