"""Embeds may stand in anybody's frame, bring no script, and oEmbed speaks of our own addresses only."""

import json

import pytest
from django.utils import timezone

from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db
FRAMED = ["/embed/quotes/{pk}/", "/embed/wall/service/"]


@pytest.fixture
def quote(newsroom) -> Quote:
    prompt = Prompt.objects.create(title="What is service?", slug="service")
    return Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="@jo", network="x", status="approved", shown_at=timezone.now())


@pytest.mark.parametrize("path", FRAMED)
def test_an_embed_may_be_framed_by_anybody_fresh_and_from_the_cache(client, quote, path):
    for _time in range(2):
        answer = client.get(path.format(pk=quote.pk))

        assert answer.status_code == 200
        assert "X-Frame-Options" not in answer
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert not answer.cookies
        page = answer.content.decode()
        assert "Somebody picks up." in page
        assert "<script" not in page
        assert "<form" not in page
        assert '<base target="_blank">' in page
        assert 'content="noindex"' in page


def test_other_pages_still_refuse_to_be_framed(client, quote):
    answer = client.get(quote.get_absolute_url())

    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("status", ["waiting", "declined"])
def test_what_was_never_shown_is_not_embedded(client, quote, status):
    Quote.objects.filter(pk=quote.pk).update(status=status)

    assert client.get(f"/embed/quotes/{quote.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["/wall/quotes/{pk}/", "/wall/service/", "/wall/"])
def test_oembed_gives_a_frame_for_our_own_pages(client, quote, path):
    told = json.loads(client.get("/oembed/", {"url": f"http://testserver{path.format(pk=quote.pk)}", "format": "json", "maxwidth": "320"}).content)

    assert (told["type"], told["version"], told["title"], told["width"]) == ("rich", "1.0", "What is service?", 320)
    assert told["html"].startswith('<iframe src="http://testserver/embed/')
    assert 'width="320"' in told["html"]


def test_oembed_names_the_author_and_the_picture(client, quote):
    told = json.loads(client.get("/oembed/", {"url": f"http://testserver{quote.get_absolute_url()}", "maxheight": "150"}).content)

    assert (told["author_name"], told["author_url"], told["height"]) == ("@jo on X", "https://x.com/jo", 150)
    assert told["thumbnail_url"] == f"http://testserver{quote.get_absolute_url()}card.png"


@pytest.mark.parametrize(
    "url",
    [
        "", "https://elsewhere.example/wall/quotes/1/", "http://testserver/stories/", "http://testserver/wall/quotes/999999/",
        "http://testserver/no/such/", "javascript:1", "http://[", "//testserver/wall/",
    ],
)  # fmt: skip
def test_oembed_knows_no_other_address(client, quote, url):
    assert client.get("/oembed/", {"url": url}).status_code == 404


def test_oembed_speaks_no_xml(client, quote):
    assert client.get("/oembed/", {"url": f"http://testserver{quote.get_absolute_url()}", "format": "xml"}).status_code == 501


@pytest.mark.parametrize("number", [1, 3])
def test_an_embedded_wall_costs_the_same_with_one_answer_and_with_three(client, quote, django_assert_num_queries, monkeypatch, number):
    from core import generation

    monkeypatch.setattr(generation, "CHECK_EVERY", 600)
    for _copy in range(number - 1):
        Quote.objects.create(prompt=quote.prompt, text="More.", name="Jo", status="approved", shown_at=timezone.now())
    generation.forget()
    client.get("/writers/join/")

    with django_assert_num_queries(2):
        client.get("/embed/wall/service/")
