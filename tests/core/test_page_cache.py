"""A page for readers: made once, the same bytes for everybody, without a cookie, old as soon as something changed."""

import gzip
from datetime import timedelta
from itertools import count

import brotli
import pytest
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotFound
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from core import generation
from core.page_cache import FRESH, KEEP, LONGEST_QUERY, reading_page

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
made = count(1)
LONG = "The bread was salt. " * 200


@csrf_exempt
@reading_page
def page(request):
    return HttpResponse(f"<p>made {next(made)} times</p>{LONG}")


@reading_page
def missing(request):
    return HttpResponseNotFound(f"missing {next(made)}")


@reading_page
def careless(request):
    """A page that should not say that it is for everybody."""
    response = HttpResponse(f"careless {next(made)}")
    response.set_cookie("who", "you")
    return response


@reading_page
def changing(request):
    """A page that changes by itself so many seconds from now."""
    response = HttpResponse(f"changing {next(made)}")
    response.fresh_until = timezone.now() + timedelta(seconds=float(request.GET["in"]))
    return response


def own(request):
    return HttpResponse(f"own {next(made)}")


urlpatterns = [
    path("page/", page),
    path("missing/", missing),
    path("careless/", careless),
    path("changing/", changing),
    path("own/", own),
    path("cms/page/", page),
]


@pytest.fixture(autouse=True)
def measured(settings):
    settings.MEASURE = True


def test_reading_page_is_made_once(client):
    first, second = client.get("/page/"), client.get("/page/")

    assert [first["X-Cache"], second["X-Cache"]] == ["miss", "hit"]
    assert first.content == second.content
    assert {name: first[name] for name in ("ETag", "Content-Type", "Vary", "Cache-Control")} == {
        name: second[name] for name in ("ETag", "Content-Type", "Vary", "Cache-Control")
    }


def test_reading_page_costs_no_query_the_second_time(client):
    client.get("/page/")

    assert client.get("/page/")["X-Query-Count"] == "0"


def test_reading_page_sets_no_cookie_and_says_how_long_it_is(client):
    for response in (client.get("/page/"), client.get("/page/")):
        assert not response.cookies
        assert response["Cache-Control"] == FRESH
        assert response["Content-Length"] == str(len(response.content))
        assert "Cookie" not in response["Vary"]


def test_reading_page_is_the_same_for_somebody_signed_in(client, author):
    stranger = client.get("/page/").content

    client.force_login(author)
    response = client.get("/page/")

    assert response.content == stranger
    assert response["X-Cache"] == "hit"
    assert not response.cookies


def test_reading_page_made_for_somebody_signed_in_sets_no_cookie_either(client, author):
    client.force_login(author)

    response = client.get("/page/")

    assert response["X-Cache"] == "miss"
    assert not response.cookies


def test_etag_that_is_still_right_is_answered_without_a_body(client):
    etag = client.get("/page/")["ETag"]

    response = client.get("/page/", headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == etag
    assert response["Cache-Control"] == FRESH


def test_etag_that_is_old_is_answered_with_the_page(client):
    response = client.get("/page/", headers={"If-None-Match": '"something else"'})

    assert response.status_code == 200


@pytest.mark.parametrize(("accepted", "encoding", "read"), [("gzip", "gzip", gzip.decompress), ("gzip, deflate, br", "br", brotli.decompress)])
def test_page_is_compressed_once_as_the_browser_can_read_it(client, accepted, encoding, read):
    first = client.get("/page/", headers={"Accept-Encoding": accepted})
    second = client.get("/page/", headers={"Accept-Encoding": accepted})

    assert first["Content-Encoding"] == second["Content-Encoding"] == encoding
    assert first.content == second.content
    assert read(first.content).endswith(LONG.encode())
    assert "Accept-Encoding" in first["Vary"]
    assert int(first["Content-Length"]) == len(first.content) < len(LONG)


def test_browser_that_cannot_read_compressed_pages_gets_a_plain_one(client):
    client.get("/page/", headers={"Accept-Encoding": "br"})

    response = client.get("/page/")

    assert "Content-Encoding" not in response
    assert response.content.endswith(LONG.encode())


def test_copies_of_two_encodings_have_two_etags(client):
    assert client.get("/page/")["ETag"] != client.get("/page/", headers={"Accept-Encoding": "gzip"})["ETag"]


def test_bump_makes_every_copy_old(client, django_capture_on_commit_callbacks):
    first = client.get("/page/")

    with django_capture_on_commit_callbacks(execute=True):
        generation.bump()
    second = client.get("/page/", headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 200
    assert second["X-Cache"] == "miss"
    assert second.content != first.content


def test_each_address_and_host_has_a_copy_of_its_own(client):
    client.get("/page/")

    assert client.get("/page/?section=food")["X-Cache"] == "miss"
    assert client.get("/page/", headers={"Host": "localhost"})["X-Cache"] == "miss"
    assert client.get("/page/", secure=True)["X-Cache"] == "miss"
    assert client.get("/page/")["X-Cache"] == "hit"


def test_an_endless_query_is_answered_but_fills_no_memory(client):
    address = f"/page/?q={'x' * LONGEST_QUERY}"

    assert [client.get(address)["X-Cache"], client.get(address)["X-Cache"]] == ["miss", "miss"]


def test_head_has_the_headers_and_no_body(client):
    page_length = client.get("/page/")["Content-Length"]

    response = client.head("/page/")

    assert response.content == b""
    assert response["Content-Length"] == page_length


@pytest.mark.parametrize("address", ["/missing/", "/careless/", "/own/", "/cms/page/"])
def test_page_that_is_not_for_everybody_is_made_each_time(client, author, address):
    author.is_superuser = True
    author.save(update_fields=["is_superuser"])
    client.force_login(author)

    assert client.get(address).content != client.get(address).content


def test_post_and_fragments_never_come_from_a_copy(client):
    kept = client.get("/page/").content

    assert client.post("/page/").content != kept
    assert client.get("/page/", headers={"HX-Request": "true"}).content != kept
    assert client.get("/page/").content == kept


@pytest.mark.parametrize(("ahead", "seconds"), [(90.5, 90), (KEEP + 99, KEEP), (0.5, 0), (-5, 0)])
def test_no_copy_is_kept_beyond_the_moment_a_page_changes_by_itself(client, monkeypatch, ahead, seconds):
    kept = []
    monkeypatch.setattr(type(caches["pages"]), "set", lambda self, key, value, timeout: kept.append(timeout))

    client.get(f"/changing/?in={ahead}")

    assert kept == [seconds]
