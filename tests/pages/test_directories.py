"""Pages of businesses, places and writers: what is listed, what is nobody's business, where a merged one leads."""

import pytest

from businesses.models import Business, Place
from core import generation
from people.models import Byline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A slow machine must not add the second's look at the generation to what a page costs."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)


def warm(client) -> None:
    """The shell is built and the generation was read just now: what follows costs only what the page itself asks."""
    generation.forget()
    client.get("/writers/join/")


def test_business_shows_its_promise_and_its_stories(client, published_story, bakery):
    Business.objects.filter(pk=bakery.pk).update(promise="Another loaf or your money.", promise_source="On the door")

    page = client.get("/businesses/marlow-bakery/").content.decode()

    assert "Another loaf or your money." in page
    assert published_story.title in page
    assert "<svg" in page


def test_a_merged_business_leads_to_the_one_that_stays(client, bakery):
    Business.objects.create(name="Marlow's Bakery", slug="marlows", place=bakery.place, merged_into=bakery)

    answer = client.get("/businesses/marlows/")

    assert (answer.status_code, answer["Location"]) == (301, "/businesses/marlow-bakery/")


def test_a_suggested_business_is_not_there(client, newsroom):
    Business.objects.create(name="New Deli", slug="new-deli", status="suggested")

    assert client.get("/businesses/new-deli/").status_code == 404
    assert "New Deli" not in client.get("/businesses/").content.decode()


@pytest.mark.parametrize(("path", "queries"), [("/businesses/", 2), ("/places/", 2)])
def test_directories_cost_the_same_with_one_and_with_three(client, newsroom, bakery, path, queries, django_assert_num_queries):
    warm(client)
    with django_assert_num_queries(queries):
        client.get(path)
    for number in (2, 3):
        place = Place.objects.create(name=f"Town {number}", slug=f"town-{number}")
        Business.objects.create(name=f"Shop {number}", slug=f"shop-{number}", place=place)
    warm(client)
    with django_assert_num_queries(queries):
        page = client.get(f"{path}?again").content.decode()  # another address: nothing is committed here, so the copy stays good

    assert "3" in page


def test_a_directory_pages_through_the_alphabet(client, newsroom):
    Business.objects.bulk_create(Business(name=f"Shop {n:03}", slug=f"shop-{n:03}", key=f"shop {n:03}") for n in range(70))

    first = client.get("/businesses/").content.decode()
    older = first.split('rel="next" href="')[1].split('"')[0]
    second = client.get(f"/businesses/{older}").content.decode()

    assert "Shop 059" in first
    assert "Shop 060" not in first
    assert "Shop 060" in second
    assert "Shop 069" in second
    assert 'rel="next"' not in second


def test_writers_are_bylines_with_a_live_story(client, published_story):
    Byline.objects.create(name="Only A Draft", handle="only-a-draft")

    page = client.get("/writers/").content.decode()

    assert "Ana Castillo" in page
    assert "Only A Draft" not in page
    assert client.get("/writers/only-a-draft/").status_code == 404
    assert "ana@example.org" not in client.get("/writers/ana-castillo/").content.decode()


def test_join_leads_to_telling_and_to_the_newsroom(client, newsroom):
    page = client.get("/writers/join/").content.decode()

    assert 'href="/tell/"' in page
    assert 'href="/contact/?about=press"' in page
