"""A quote that was withdrawn, hidden, or is still under embargo is looked for on every surface that shows quotes."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from core import fonts
from moderation import decide
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Somebody picks up at once."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    fonts.build()
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def quote(editor) -> Quote:
    prompt = Prompt.objects.create(title="What is service?", slug="service")
    quote = Quote.objects.create(prompt=prompt, text=WORDS, name="Jo Unusual", town="Leeds", work="baker")
    decide.decide(quote, action="approve", actor=editor)
    return quote


LISTS = [
    "/", "/wall/", "/wall/service/", "/wall/service/?order=rings", "/wall/service/?place=Leeds", "/wall/service/stage/", "/wall/service/stage/next/",
    "/embed/wall/service/", "/feeds/wall.rss", "/feeds/wall.atom", "/feeds/wall.json", "/wall/service/feed.rss", "/wall/service/feed.atom",
    "/wall/service/feed.json", "/search/?q=somebody", "/search/?q=somebody&type=quote",
]  # fmt: skip
ONE = ["/wall/quotes/{pk}/", "/embed/quotes/{pk}/", "/wall/quotes/{pk}/card.png", "/oembed/?url=http://testserver/wall/quotes/{pk}/"]


def body(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")


def in_sitemap(client, quote: Quote) -> bool:
    found = [one.text for one in ElementTree.fromstring(client.get("/sitemap.xml").content).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    return f"http://testserver/wall/quotes/{quote.pk}/" in found


def seen(client, quote: Quote) -> list[str]:
    """The surfaces that show the quote."""
    shown = [path for path in LISTS if WORDS in body(client.get(path))]
    shown += [path for path in ONE if client.get(path.format(pk=quote.pk)).status_code == 200]
    return shown + (["/sitemap.xml"] if in_sitemap(client, quote) else [])


def test_an_approved_quote_is_on_every_surface_and_a_gone_one_on_none(client, quote, editor):
    assert seen(client, quote) == [*LISTS, *ONE, "/sitemap.xml"]

    decide.decide(quote, action="hide", actor=editor, words="A mistake.")
    assert seen(client, quote) == []

    decide.decide(quote, action="restore", actor=editor)
    assert seen(client, quote) == [*LISTS, *ONE, "/sitemap.xml"]

    decide.decide(quote, action="withdraw")
    assert seen(client, quote) == []


def test_a_gone_quote_answers_410_with_a_dated_gap_and_without_words_or_name(client, quote):
    decide.decide(quote, action="withdraw")
    day = f"{timezone.localtime():%B} {timezone.localtime().day}, {timezone.localtime().year}"

    for path in ONE[:3]:
        answer = client.get(path.format(pk=quote.pk))
        assert answer.status_code == 410
        assert f"Its author withdrew it on {day}." in body(answer)
        assert WORDS not in body(answer)
        assert "Jo Unusual" not in body(answer)
    assert client.get(ONE[3].format(pk=quote.pk)).status_code == 404


def test_an_embargo_holds_on_every_surface_and_ends_by_the_clock(client, quote):
    quote.prompt.shows_at = timezone.now() + timedelta(days=2)
    quote.prompt.save()

    assert seen(client, quote) == []
    assert client.get(f"/wall/quotes/{quote.pk}/").status_code == 404
    assert "Answers are shown from" in body(client.get("/wall/service/"))
    assert "Nobody has answered" not in body(client.get("/"))

    quote.prompt.shows_at = timezone.now() - timedelta(seconds=1)
    quote.prompt.save()
    assert seen(client, quote) == [*LISTS, *ONE, "/sitemap.xml"]
