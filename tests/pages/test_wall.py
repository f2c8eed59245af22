"""The wall, for reading: what is approved stands on it, what was withdrawn leaves a dated gap."""

import json
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from core import fonts, generation
from moderation.decide import decide
from pages.views import front, wall
from quotes.edges import next_edge
from quotes.models import Prompt, Quote
from stories.models import PublishedStory, Woven

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A slow machine must not add the second's look at the generation to what a page costs."""
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)


def warm(client) -> None:
    """The shell is built and the generation was read just now: what follows costs only what the page itself asks."""
    generation.forget()
    client.get(f"/writers/join/?{'x' * 201}")  # too long to be kept: made anew each time


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


ORDERS = ["", "order=rings", "place=Leeds", "work=baker", "place=Leeds&work=baker&order=rings", "before=2030-01-01T00:00:00Z,9"]


@pytest.mark.parametrize("query", ORDERS)
def test_the_wall_costs_the_same_with_one_quote_and_with_three(client, prompt, django_assert_num_queries, query):
    pinned = 0 if query else 1  # they are asked for on the first page of the editors' order only
    for text in ("One.", "Two.", "Three."):
        pin(prompt, text, town="Leeds", work="baker")
        warm(client)
        with django_assert_num_queries(5 + pinned):  # prompts, ballot, filters, count and rows: the first four once for all pages of a generation
            client.get(f"/wall/?{query}&{text}")
        with django_assert_num_queries(1 + pinned):
            client.get(f"/wall/?{query}&{text}&again")


@pytest.mark.parametrize("answers", [1, 3])
def test_the_first_view_after_an_approval_asks_only_for_what_was_said(
    client, prompt, editor, django_assert_num_queries, django_capture_on_commit_callbacks, answers
):
    for number in range(answers):
        pin(prompt, f"Line {number}.")
    waiting = pin(prompt, "Just approved.", status="waiting", shown_at=None)
    warm(client)
    client.get("/wall/")

    with django_capture_on_commit_callbacks(execute=True):
        decide(waiting, action="approve", actor=editor)

    with django_assert_num_queries(5):  # the generation, the pinned ones, the page, the filters, the count
        page = client.get("/wall/").content.decode()
    assert "Just approved." in page
    assert f"{answers + 1} people have answered." in page


def test_more_costs_only_its_rows_and_the_prompts(client, prompt, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(wall, "PAGE", 2)
    for number in range(5):
        pin(prompt, f"Line {number}.", rings=number)
    more = client.get("/wall/?order=rings").content.decode().partition('rel="next" href="')[2].partition('"')[0]
    warm(client)

    with django_assert_num_queries(2):
        answer = client.get(f"/wall/service/{more.replace('&amp;', '&')}", headers={"HX-Request": "true"})

    words = answer.content.decode()
    assert "<html" not in words
    assert [f"Line {number}." in words for number in range(5)] == [False, True, True, False, False]
    assert "HX-Request" in answer["Vary"]


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


def links(client, path: str) -> str:
    """The address behind "More answers"; nothing on the last page."""
    return client.get(path).content.decode().partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")


@pytest.mark.parametrize("query", ["", "?order=rings", "?place=Leeds", "?place=Leeds&order=rings"])
def test_every_answer_is_met_once_in_its_order_on_the_way_through_the_pages(client, prompt, monkeypatch, query):
    monkeypatch.setattr(wall, "PAGE", 2)
    now = timezone.now()
    for number in range(7):
        pin(prompt, f"Line {number}.", town="Leeds", rings=[5, 5, 1, 5, 9, 1, 0][number], shown_at=now - timedelta(minutes=number // 2))
    met, path = [], f"/wall/service/{query}"
    while path:
        met += re.findall(r"Line \d", client.get(path).content.decode().partition('id="wall"')[2].partition("</main>")[0])
        more = links(client, path)
        path = f"/wall/service/{more}" if more else ""

    by_rings = ["Line 4", "Line 3", "Line 1", "Line 0", "Line 5", "Line 2", "Line 6"]
    by_date = ["Line 1", "Line 0", "Line 3", "Line 2", "Line 5", "Line 4", "Line 6"]
    assert met == (by_rings if "rings" in query else by_date)


def test_filters_narrow_and_can_be_taken_off(client, prompt):
    pin(prompt, "From Leeds.", town="Leeds", work="baker")
    pin(prompt, "From York.", town="York", work="baker")

    page = client.get("/wall/service/?place=Leeds&work=baker").content.decode()

    assert "From Leeds." in page
    assert "From York." not in page
    assert "1 such answer." in page
    assert 'href="/wall/service/?work=baker"' in page
    assert "Nobody from there" in client.get("/wall/service/?place=Rome").content.decode()


def test_a_quote_page_says_everything_about_its_words(client, prompt, published_story):
    quote = pin(prompt, "Somebody picks up.", name="@jo@social.example", network="mastodon", town="Leeds", work="baker", original_text="Somebody pick up.")
    quote.source, quote.source_url, quote.source_date = "seen", "https://social.example/1", date(2026, 3, 2)
    quote.save()
    Woven.objects.create(story=published_story, quote=quote)

    page = client.get(f"/wall/quotes/{quote.pk}/").content.decode()

    assert 'href="https://social.example/@jo" rel="nofollow' in page
    assert "Lightly edited" in page
    assert "Somebody pick up." not in page
    assert 'href="https://social.example/1" rel="nofollow' in page
    assert "March 2, 2026" in page
    assert published_story.title in page
    assert f'"http://testserver/wall/quotes/{quote.pk}/card.png?v=' in page
    assert f"/oembed/?url=http%3A%2F%2Ftestserver%2Fwall%2Fquotes%2F{quote.pk}%2F" in page
    assert f"&lt;iframe src=&quot;http://testserver/embed/quotes/{quote.pk}/&quot;" in page
    data = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert (data["@type"], data["text"], data["creator"]["name"]) == ("Quotation", "Somebody picks up.", "@jo@social.example")


@pytest.mark.parametrize("live", [True, False])
def test_a_quote_page_lists_live_stories_only(client, prompt, published_story, live):
    quote = pin(prompt, "Somebody picks up.")
    Woven.objects.create(story=published_story, quote=quote)
    PublishedStory.objects.filter(story=published_story).update(live=live)

    assert ("In these stories" in client.get(f"/wall/quotes/{quote.pk}/").content.decode()) == live


def test_a_quote_page_forgets_a_story_that_took_the_quote_out(client, prompt, published_story):
    quote = Quote.objects.create(prompt=prompt, text="A chair.", name="Mr. Osgood", status="approved", shown_at=timezone.now())
    Woven.objects.create(story=published_story, quote=quote, shown=False)

    assert "In these stories" not in client.get(f"/wall/quotes/{quote.pk}/").text


@pytest.mark.parametrize("stories", [1, 3])
def test_a_quote_page_costs_the_same_with_one_story_and_with_three(client, prompt, make_story, publish, author, django_assert_num_queries, stories):
    quote = pin(prompt, "Somebody picks up.")
    for number in range(stories):
        Woven.objects.create(story=publish(make_story(author, title=f"Story {number}")), quote=quote)
    warm(client)

    with django_assert_num_queries(2):
        client.get(f"/wall/quotes/{quote.pk}/")


def test_html_in_a_line_stays_words(client, prompt):
    quote = pin(prompt, "</script><script>alert(1)</script>{{ 7|add:7 }}", name="<b>Jo</b>")

    for path in ("/wall/", f"/wall/quotes/{quote.pk}/", f"/embed/quotes/{quote.pk}/", "/wall/service/stage/"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<b>Jo" not in page


def test_a_share_picture_is_served_and_asked_for_each_time(client, prompt, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fonts.build()
    quote = pin(prompt, "Somebody picks up.")

    answer = client.get(f"/wall/quotes/{quote.pk}/card.png")
    body = b"".join(answer.streaming_content)
    again = client.get(f"/wall/quotes/{quote.pk}/card.png", headers={"If-None-Match": answer["ETag"]})

    assert body.startswith(b"\x89PNG")
    assert (answer["Content-Type"], answer["Cache-Control"], answer["Cross-Origin-Resource-Policy"]) == ("image/png", "public, no-cache", "cross-origin")
    assert again.status_code == 304
    assert not answer.cookies
