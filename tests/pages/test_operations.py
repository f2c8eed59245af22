"""What machines ask: health, readiness, sitemap, robots, whom to tell."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from pages.models import FrontPage, PlainPage

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_healthz_asks_the_database_nothing(client, django_assert_num_queries):
    from core import generation

    generation.forget()
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


def test_readyz_says_what_is_wrong(client, newsroom, settings, monkeypatch):
    from post_office.models import STATUS, Email

    from pages.views import operations

    monkeypatch.setattr(operations, "_migrations", lambda: "ok")  # the suite makes its tables without migrations
    assert client.get("/readyz").json() == {"ready": True, "database": "ok", "migrations": "ok", "mail": "ok"}

    settings.MAIL = {"EMAIL_HOST": "mail.example"}
    letter = Email.objects.create(from_email="a@example.org", to=["b@example.org"], status=STATUS.queued)
    Email.objects.filter(pk=letter.pk).update(created=timezone.now() - timedelta(hours=2))
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["mail"] == "1 waiting for more than an hour, 0 failed for good"


def test_sitemap_lists_what_is_public_and_nothing_else(client, published_story, make_story, author):
    make_story(author, title="A draft")
    urls = [one.text for one in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(LOC)]

    assert f"http://testserver/stories/food-and-drink/{published_story.slug}/" in urls
    assert "http://testserver/businesses/marlow-bakery/" in urls
    assert "http://testserver/writers/ana-castillo/" in urls
    assert not [url for url in urls if "draft" in url or "waiting-room" in url or "/desk/" in url]
    assert len(urls) == len(set(urls))


def test_robots_keeps_machines_out_of_desks(client, newsroom):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[1:5] == ["Disallow: /cms/", "Disallow: /accounts/", "Disallow: /desk/", "Disallow: /demo/"]
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_security_txt_has_not_expired(client, newsroom):
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())

    assert lines["Contact"].startswith("http://testserver/contact/")
    assert timezone.now() < parse_datetime(lines["Expires"]) < timezone.now() + timedelta(days=366)


def test_a_plain_page_is_cached_and_linked_in_the_footer(client, newsroom):
    from core import shell

    front = FrontPage.objects.get()
    front.add_child(instance=PlainPage(title="How review works", slug="how-review-works", body=[("text", "<p>Two steps.</p>")]))
    shell.forget()

    answer = client.get("/how-review-works/")

    assert answer.status_code == 200
    assert "Two steps." in answer.content.decode()
    assert "s-maxage" in answer["Cache-Control"]
    assert 'href="/how-review-works/"' in client.get("/writers/join/").content.decode()


@pytest.mark.parametrize(
    "path", ["/", "/stories/", "/stories/food-and-drink/", "/businesses/", "/places/", "/writers/", "/wall/", "/search/", "/corrections/", "/feeds/"]
)
def test_reading_pages_of_an_empty_newsroom_answer_and_set_no_cookie(client, newsroom, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "s-maxage" in answer["Cache-Control"]
    assert answer.content.decode().count("<h1") == 1
    assert client.post(path).status_code == 405
