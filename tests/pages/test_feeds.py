"""Feeds: three forms of each, and never a quote's words in any of them."""

import json
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from people.models import Byline
from quotes.models import Prompt, Quote
from stories.models import Author, StoryPage
from stories.publish import keep

pytestmark = pytest.mark.django_db
FEEDS = [
    "/feeds/stories.",
    "/stories/food-and-drink/feed.",
    "/businesses/marlow-bakery/feed.",
    "/places/bristol-rhode-island/feed.",
    "/writers/ana-castillo/feed.",
]


@pytest.mark.parametrize("feed", FEEDS)
def test_each_feed_has_the_story_in_each_form(client, published_story, feed):
    for form in ("rss", "atom"):
        answer = client.get(f"{feed}{form}")
        ElementTree.fromstring(answer.content)
        assert answer["Content-Type"].startswith(f"application/{form}+xml")
        assert published_story.title in answer.content.decode()
    items = json.loads(client.get(f"{feed}json").content)["items"]

    assert [item["title"] for item in items] == [published_story.title]
    assert items[0]["url"].startswith("http://testserver/stories/")
    assert client.get(f"{feed}xml").status_code == 404


def test_each_of_two_authors_is_a_person_of_an_atom_entry(client, published_story, other_author):
    story = StoryPage.objects.get(pk=published_story.pk)
    Author.objects.update(sort_order=0)
    Author.objects.create(story=story, user=other_author, sort_order=1, byline=Byline.objects.create(name="Bo Lind", handle="bo-lind"))
    keep(story)

    feed = ElementTree.fromstring(client.get("/feeds/stories.atom").content)

    atom = "{http://www.w3.org/2005/Atom}"
    people = [(one.findtext(f"{atom}name"), one.findtext(f"{atom}uri")) for one in feed.findall(f"{atom}entry/{atom}author")]
    assert people == [("Ana Castillo", "http://testserver/writers/ana-castillo/"), ("Bo Lind", "http://testserver/writers/bo-lind/")]


def test_feeds_of_things_that_are_not_public_are_not_there(client, newsroom, make_story, author):
    make_story(author)

    assert client.get("/writers/ana-castillo/feed.rss").status_code == 404
    assert client.get("/stories/waiting-room/feed.rss").status_code == 404


def test_a_feed_links_to_a_quote_and_does_not_copy_it(client, published_story):
    prompt = Prompt.objects.create(title="What?", slug="what")
    quote = Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Jo", status="approved", shown_at=timezone.now())
    story = StoryPage.objects.get(pk=published_story.pk)
    story.body = [("text", "<p>Bread.</p>"), ("wall_quote", {"quote": quote})]
    story.save()
    keep(story)

    for form in ("rss", "atom", "json"):
        words = client.get(f"/feeds/stories.{form}").content.decode()
        assert "Somebody picks up" not in words
        assert f"http://testserver/wall/quotes/{quote.pk}/" in words


def test_addresses_in_a_feed_are_full(client, published_story):
    story = StoryPage.objects.get(pk=published_story.pk)
    story.body = [("text", '<p><a href="/wall/">The wall</a></p>')]
    story.save()
    keep(story)

    assert 'href="http://testserver/wall/"' in json.loads(client.get("/feeds/stories.json").content)["items"][0]["content_html"]


def test_an_empty_feed_is_a_feed(client, newsroom):
    assert ElementTree.fromstring(client.get("/feeds/stories.rss").content).find("channel/item") is None
