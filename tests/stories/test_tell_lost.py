"""/tell/ where a browser loses what it held, or holds what it should not: cookies that go, copies that come back, links that are not whole."""

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow

from stories.models import TellDraft
from stories.views import tell_cookie

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def furnished(newsroom):
    return newsroom


def carried(client, path: str) -> str:
    """What the page of a part carries of its draft."""
    return re.search(r'name="draft" value="([^"]*)"', client.get(path).text)[1]


def begun(client) -> str:
    client.post("/tell/", {"title": "Salt", "text": "It was salt."})
    return carried(client, "/tell/business/")


def test_a_browser_that_lost_its_cookie_goes_on_with_its_draft(client):
    page = begun(client)
    client.cookies.clear()

    answer = client.post("/tell/business/", {"business": "Nils", "draft": page})

    assert answer["Location"] == "/tell/connection/"
    assert {name: TellDraft.objects.get().data[name] for name in ("title", "business")} == {"title": "Salt", "business": "Nils"}
    assert 'value="Salt"' in client.get("/tell/").text, "the cookie is back"


def test_the_scripts_save_goes_on_too_and_says_what_the_page_is_to_carry(client):
    first = client.post("/tell/save/", json.dumps({"part": ["happened"], "title": ["Salt"]}), content_type="application/json").json()
    client.cookies.clear()

    client.post("/tell/save/", json.dumps({"part": ["ending"], "lesson": ["Phone."], "draft": [first["draft"]]}), content_type="application/json")

    assert TellDraft.objects.get().data["title"] == "Salt"


@pytest.mark.parametrize("page", ["", "x", "Salt:1tB:abc"])
def test_what_is_not_ours_begins_a_new_one(client, page):
    begun(client)
    client.cookies.clear()

    client.post("/tell/business/", {"business": "Nils", "draft": page})

    assert [draft.data.get("title", "") for draft in TellDraft.objects.order_by("pk")] == ["Salt", ""]


def test_a_page_opens_nobody_elses_draft(client, author, other_author):
    client.force_login(author)
    page = begun(client)
    other = Client()
    other.force_login(other_author)

    other.post("/tell/business/", {"business": "Nils", "draft": page})

    assert TellDraft.objects.get(user=author).data.get("business", "") == ""


def test_the_last_look_carries_it_too(client):
    begun(client)
    client.post("/tell/connection/", {"stake": "customer"})
    client.post("/tell/byline/", {"byline": "Tess Quill", "byline_kind": "name"})
    page = carried(client, "/tell/send/")
    client.cookies.clear()

    answer = client.post("/tell/send/", {"email": "n@example.org", "agree_true": "on", "agree_publish": "on", "agree_withdraw": "on", "draft": page})

    assert answer["Location"] == "/tell/sent/" and "n@example.org" in client.get("/tell/sent/").text


def test_no_cookie_and_no_draft_is_no_error(client):
    assert tell_cookie.on_page(None) == "" and carried(client, "/tell/") == ""


def test_the_page_of_both_texts_names_the_copies_to_forget(client):
    client.post("/tell/", {"title": "Salt", "text": "first", "tab": "a", "order": "1", "version": "0"})
    answer = client.post("/tell/", {"title": "Salt", "text": "from b", "tab": "b", "order": "3", "version": "0"})

    told = json.loads(re.search(r'<script id="set-aside" type="application/json">(.*?)</script>', answer.text)[1])

    assert answer.status_code == 409 and told == [{"part": "happened", "tab": "b", "order": 3}]


def test_null_in_a_save_is_nothing(client):
    client.post("/tell/save/", '{"part": ["happened"], "title": null, "text": ["Salt."]}', content_type="application/json")

    assert "None" not in client.get("/tell/").text and TellDraft.objects.get().data.get("title", "") == ""


@pytest.mark.parametrize("name", ["😀😀", ".", "--"])
def test_a_name_of_signs_alone_is_not_dropped_without_a_word(client, name):
    begun(client)

    assert "A name has a letter or a number in it." in client.post("/tell/business/", {"business": name}).text


def test_a_link_that_is_not_whole_says_where_to_go(client):
    answer = client.get("/tell/confirm/abc:def/")

    assert answer.status_code == 404 and "A part of this link is missing" in answer.text and 'href="/tell/sent/"' in answer.text


def test_a_wrong_code_still_speaks_of_the_story_and_leads_back(client):
    begun(client)
    client.post("/tell/connection/", {"stake": "customer"})
    client.post("/tell/byline/", {"byline": "Tess Quill", "byline_kind": "name"})
    client.post("/tell/send/", {"email": "n@example.org", "agree_true": "on", "agree_publish": "on", "agree_withdraw": "on"})

    for _time in range(4):
        page = client.post("/accounts/login/code/confirm/", {"code": "WRONG"}, follow=True)
        assert "“Salt” is kept" in page.text and 'href="/tell/sent/"' in page.text

    assert "Send a new code" in client.get("/tell/sent/").text


def test_several_photographs_without_words_are_told_apart(client):
    out = io.BytesIO()
    Pillow.new("RGB", (400, 300), "red").save(out, "JPEG")
    photos = [SimpleUploadedFile(f"{name}.jpg", out.getvalue(), content_type="image/jpeg") for name in "ab"]
    client.post("/tell/", {"title": "Salt", "text": "It was salt.", "photos": photos, "do": "photos"})

    page = client.post("/tell/", {"title": "Salt", "text": "It was salt."})

    assert page.status_code == 422
    assert [page.text.count(f"Photograph {number}: what does it show?</a>") for number in (1, 2, 3)] == [1, 1, 0]
