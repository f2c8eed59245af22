"""The label and the rule on every surface: page, card, feed, embed, structured data. The same words everywhere."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.utils import timezone

from core import generation
from quotes.models import Prompt, Quote
from sponsors.models import HouseMessage, Slot
from stories.models import PublishedStory
from tests.sponsors.conftest import make_sponsor

pytestmark = pytest.mark.django_db
LABEL = "Supported by Bramble & Finch"
SECTION = "/stories/food-and-drink/"
NO_SAY = {"story": "It had no say in this story.", "section": "It had no say in these stories.", "wall": "It had no say in what stands here."}


@pytest.fixture
def row(published_story) -> PublishedStory:
    return PublishedStory.objects.get(story=published_story)


@pytest.fixture
def quote(newsroom) -> Quote:
    prompt = Prompt.objects.create(title="What is service?", slug="service")
    return Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Jo", status="approved", shown_at=timezone.now())


def words(client, path: str) -> str:
    return unescape(client.get(path).content.decode())


def placement(page: str) -> str:
    found = re.search(r'<section class="placement".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("kind", ["story", "section", "wall"])
def test_a_placement_is_labeled_before_it_on_it_and_in_its_markup(client, make_placement, wall_slot, slot, row, quote, kind):
    make_placement(slot=wall_slot if kind == "wall" else slot)
    path = {"story": row.get_absolute_url(), "section": SECTION, "wall": "/wall/"}[kind]

    page = client.get(path).content.decode()
    found = placement(page)

    assert found.index('<p class="placement__label">Supported by</p>') < found.index("Bramble &amp; Finch</span>")
    assert f"{LABEL}. {NO_SAY[kind]}" in unescape(found)
    link = re.search(r'<a class="placement__more" href="/go/[^"/]+/" rel="sponsored noopener">(.*?)</a>', found)
    assert link and "Bramble" not in link[1] and "Kettles" not in link[1]  # who hides sponsored links still reads whose words these are
    assert "Kettles that last." in found
    assert 'aria-label="Supported by Bramble &amp; Finch"' in found
    assert "<iframe" not in found
    assert "//" not in found.replace("/go/", "")
    assert page.count("js/impressions") == 1


@pytest.mark.parametrize("kind", ["story", "section", "wall"])
def test_the_token_of_the_element_is_the_one_of_its_link(client, make_placement, wall_slot, slot, row, quote, kind):
    made = make_placement(slot=wall_slot if kind == "wall" else slot)
    path = {"story": row.get_absolute_url(), "section": SECTION, "wall": "/wall/"}[kind]

    found = placement(client.get(path).content.decode())
    token = re.search(r'data-seen="([^"]+)"', found)[1]

    assert f'href="/go/{token}/"' in found
    assert token.startswith(f"{made.pk}.{made.creative_id}.{kind}.{row.story_id if kind == 'story' else 0}.")


def test_pages_without_a_placement_load_no_counting(client, slot, row, quote):
    HouseMessage.objects.create(text="Your name could stand here.")

    for path in (row.get_absolute_url(), SECTION, "/wall/", "/", "/stories/"):
        page = client.get(path).content.decode()
        assert "js/impressions" not in page
        assert "data-seen" not in page


def test_the_newsrooms_own_message_says_so_and_is_no_sponsored_link(client, slot):
    HouseMessage.objects.create(text="Your name could stand here.")

    found = re.search(r'<section class="placement placement--house".*?</section>', client.get(SECTION).content.decode(), re.DOTALL)[0]

    assert '<p class="placement__label">From Well Served</p>' in found
    assert 'href="/sponsor/"' in found
    assert "sponsored" not in found


@pytest.mark.parametrize("path", ["/", "/stories/", SECTION, "/businesses/marlow-bakery/", "/writers/ana-castillo/", "/search/?q=baker"])
def test_every_list_says_who_supports_a_story(client, make_placement, row, path):
    make_placement()

    assert f'class="supported">{LABEL}<' in words(client, path)


@pytest.mark.parametrize("path", ["/", "/stories/", "/businesses/marlow-bakery/", "/feeds/stories.rss", "/feeds/stories.atom", "/feeds/stories.json"])
def test_no_surface_labels_a_story_with_its_own_subject(client, make_placement, sponsor, bakery, row, path):
    sponsor.businesses.add(bakery)
    make_placement()

    assert "Supported by" not in words(client, path)


def test_a_storys_page_about_its_sections_sponsor_shows_no_placement_but_says_that_it_is_one(client, make_placement, sponsor, bakery, row):
    sponsor.businesses.add(bakery)
    sponsor.name = "Marlow Bakery"
    sponsor.save()
    make_placement()
    PublishedStory.objects.update(body_html="<p>Marlow Bakery called us.</p>")

    page = words(client, row.get_absolute_url())

    assert "Supported by" not in page
    assert "Marlow Bakery, named in this story, supports Well Served at present." in page


def test_the_head_of_a_story_says_it_before_anybody_reads(client, make_placement, row):
    make_placement()

    head = words(client, row.get_absolute_url()).partition('<header class="story__head">')[2].partition("</header>")[0]

    assert f'<p class="supported">{LABEL}. {NO_SAY["story"]}</p>' in head


def test_two_sponsors_of_a_section_are_named_in_one_line(client, make_placement, other_sponsor, slot, row):
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    make_placement()
    make_placement(sponsor=other_sponsor, seat=2)

    page = words(client, row.get_absolute_url())

    assert "Supported by Bramble & Finch and Northside Lamps. They had no say in this story." in page
    assert page.count("data-seen=") == 2


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feeds_say_it_in_the_item(client, make_placement, row, form):
    make_placement()

    feed = unescape(words(client, f"{SECTION}feed.{form}"))

    assert f"{LABEL}. {NO_SAY['story']}" in feed


def test_the_json_feed_says_it_to_people_and_machines(client, make_placement, row):
    make_placement()

    item = json.loads(client.get("/feeds/stories.json").content)["items"][0]

    assert unescape(item["content_html"]).startswith(f"<p><small>{LABEL}. {NO_SAY['story']}</small></p>")
    assert item["_supported_by"] == {"about": f"{LABEL}. {NO_SAY['story']}", "sponsors": [{"name": "Bramble & Finch", "url": "https://bramble-finch.example/"}]}


@pytest.mark.parametrize("path", ["/embed/quotes/{}/", "/embed/wall/service/", "/wall/quotes/{}/", "/feeds/wall.rss", "/feeds/wall.json"])
def test_the_walls_supporter_is_named_wherever_the_wall_is_read(client, make_placement, wall_slot, quote, path):
    make_placement(slot=wall_slot)

    assert f"{LABEL}. {NO_SAY['wall']}" in unescape(words(client, path.format(quote.pk)))


@pytest.mark.parametrize("path", ["/wall/service/", "/wall/quotes/{}/"])
def test_oembed_says_it_to_machines(client, make_placement, wall_slot, quote, path):
    make_placement(slot=wall_slot)

    told = json.loads(client.get("/oembed/", {"url": f"http://testserver{path.format(quote.pk)}"}).content)

    assert told["_supported_by"] == {"about": f"{LABEL}. {NO_SAY['wall']}", "sponsors": [{"name": "Bramble & Finch", "url": "https://bramble-finch.example/"}]}


def test_oembed_names_nobody_where_nobody_supports_the_wall(client, wall_slot, quote):
    assert "_supported_by" not in json.loads(client.get("/oembed/", {"url": "http://testserver/wall/service/"}).content)


def test_a_story_cannot_be_framed(client, make_placement, row):
    make_placement()

    assert client.get("/oembed/", {"url": f"http://testserver{row.get_absolute_url()}"}).status_code == 404


def test_an_embed_stays_without_scripts_and_links_to_nobody_else(client, make_placement, wall_slot, quote):
    make_placement(slot=wall_slot)

    page = client.get("/embed/wall/service/").content.decode()

    assert ("<script" in page, "/go/" in page, "bramble-finch.example" in page) == (False, False, False)


def structured(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_search_engines_are_told_the_sponsor(client, make_placement, row):
    make_placement()
    told = [{"@type": "Organization", "name": "Bramble & Finch", "url": "https://bramble-finch.example/"}]

    found = [structured(client.get(path).content.decode()).get("sponsor") for path in (row.get_absolute_url(), SECTION)]

    assert found == [told, told]


def test_they_are_told_nothing_where_nobody_sponsors(client, row):
    assert "sponsor" not in structured(client.get(row.get_absolute_url()).content.decode())


def test_what_a_sponsor_typed_stays_words(client, make_placement, row):
    nasty = make_sponsor("</script><b>Bad & Co", "bad", site="https://bad.example/")
    make_placement(sponsor=nasty, text='"><script>alert(1)</script>{{ 7|add:7 }}')

    for path in (row.get_absolute_url(), SECTION, "/", "/stories/", "/feeds/stories.rss"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "</script><b>" not in page


def test_logo_and_picture_have_their_size_before_they_arrive(client, make_placement, sponsor, slot):
    made = make_placement()
    type(sponsor).objects.update(logo="sponsors/logo.png", logo_width=600, logo_height=60)
    type(made.creative).objects.update(picture="sponsors/kettle.jpg", picture_width=1200, picture_height=800, picture_alt="A kettle on a stove")

    found = placement(client.get(SECTION).content.decode())

    assert '<img class="placement__logo" src="/media/sponsors/logo.png" width="600" height="60" alt="" loading="lazy" decoding="async">' in found
    assert 'width="1200" height="800" alt="A kettle on a stove"' in found


@pytest.mark.parametrize(("path", "words_of_it"), [(SECTION, "Support this section"), ("/wall/", "Support the wall"), ("story", "Support this story")])
def test_a_free_seat_leads_to_its_calendar(client, slot, wall_slot, story_terms, row, quote, path, words_of_it):
    page = client.get(row.get_absolute_url() if path == "story" else path).content.decode()

    address = re.search(rf'<a class="section-head__more" href="([^"]+)">{words_of_it} ', page)[1]

    assert client.get(address).status_code == 200
    assert Slot.objects.count() == 3


@pytest.mark.parametrize("stories", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/stories/", 4), (SECTION, 2), ("/feeds/stories.rss", 1)])
def test_labels_cost_lists_no_query(client, make_placement, make_story, publish, author, path, queries, stories, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)
    make_placement()
    for number in range(stories):
        publish(make_story(author, title=f"Story {number}"))
    generation.forget()
    client.get("/writers/join/")

    with django_assert_num_queries(queries):
        page = words(client, path)

    assert unescape(page).count(LABEL) >= stories
