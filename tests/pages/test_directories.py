"""Pages of businesses, places and writers: what is listed, what is nobody's business, where a merged one leads."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from businesses.models import Business, Place
from core import generation
from pages.views import directories
from people.models import Byline
from stories.models import StoryOfBusiness

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A slow machine must not add the second's look at the generation to what a page costs."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)


def warm(client) -> None:
    """The shell is built and the generation was read just now: what follows costs only what the page itself asks."""
    generation.forget()
    client.get(f"/writers/join/?{'x' * 201}")  # too long to be kept: made anew each time


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


def test_more_than_a_thousand_stories_are_not_counted(client, published_story, bakery, monkeypatch):
    monkeypatch.setattr(directories, "MOST", 0)

    assert directories._counts([bakery], StoryOfBusiness.objects.all(), "business") == {bakery.pk: 1}
    assert "1,000+ stories" in render_to_string("components/story_count.html", {"number": 1001})
    assert "1,000 stories" in render_to_string("components/story_count.html", {"number": 1000}).replace("1000", "1,000")


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


TYPED = {"name": "Nowhere", "slug": "nowhere"}


def suggested(client) -> str:
    """Everything that suggests a town while a story is told: the list in the page and the fragment."""
    client.post("/tell/", {"title": "Salt", "text": "It was.", "do": "next"})
    return client.get("/tell/business/").content.decode() + client.get(reverse("tell_pick_places"), {"q": "nowh"}).content.decode()


def test_a_town_that_was_only_typed_is_nowhere(client, newsroom):
    place = Place.objects.create(**TYPED)
    Business.objects.create(name="New Deli", slug="new-deli", status="suggested", place=place)

    assert [client.get(path).status_code for path in ("/places/nowhere/", "/places/nowhere/feed.rss")] == [404, 404]
    assert "Nowhere" not in client.get("/places/").content.decode()
    assert "Nowhere" not in suggested(client)


def test_a_town_with_a_listed_business_is_shown_and_suggested(client, newsroom):
    Business.objects.create(name="New Deli", slug="new-deli", place=Place.objects.create(**TYPED))

    assert client.get("/places/nowhere/").status_code == 200
    assert suggested(client).count('value="Nowhere"') == 2


def test_a_town_with_a_live_story_is_shown_until_the_story_goes(client, make_story, publish, author):
    story = publish(make_story(author, place=Place.objects.create(**TYPED), businesses=[]))
    assert client.get("/places/nowhere/").status_code == 200

    story.unpublish()

    assert client.get("/places/nowhere/?again").status_code == 404
