"""Calls: open and closed by the clock; a story that answers one says so from its first save to the editor's screen."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from stories.models import CallPage, Review, TellDraft
from writers.models import Application

pytestmark = pytest.mark.django_db
HAPPENED = {"title": "The tram that waited", "text": "It waited. " * 30, "do": "next"}
REST = {
    "/tell/business/": {"business": "Tram 4", "place": "Bristol"},
    "/tell/connection/": {"stake": "customer"},
    "/tell/ending/": {"outcome": "put-right"},
    "/tell/byline/": {"byline": "Ana", "byline_kind": "name"},
}


@pytest.fixture
def make_call(newsroom):
    def make(title="Winter kindness", **fields) -> CallPage:
        values = {"title": title, "slug": title.lower().replace(" ", "-"), "intro": f"{title}, please.", "kind": "stories"}
        page = CallPage(**values | {"opens_at": timezone.now() - timedelta(days=30)} | fields)
        newsroom.front.__class__.objects.get(pk=newsroom.front.pk).add_child(instance=page)
        return page

    return make


def send(client) -> None:
    for path, fields in REST.items():
        assert client.post(path, fields).status_code == 302
    agreed = dict.fromkeys(("agree_true", "agree_publish", "agree_withdraw"), "on")
    assert client.post("/tell/send/", agreed).status_code == 302


@pytest.mark.parametrize(("kind", "way"), [("stories", "/tell/?call={pk}"), ("writers", "/writers/join/apply/?call={pk}")])
def test_an_open_call_leads_to_its_form_and_sets_no_cookie(client, make_call, kind, way):
    call = make_call(kind=kind, closes_at=timezone.now() + timedelta(days=2))

    page = client.get("/winter-kindness/")

    assert page.status_code == 200 and not page.cookies
    assert f'href="{way.format(pk=call.pk)}"' in page.text
    assert "Open until" in page.text


def test_a_call_to_come_says_when(client, make_call):
    make_call(opens_at=timezone.now() + timedelta(days=2))

    page = client.get("/winter-kindness/").text

    assert "It opens on" in page and "This call is closed" not in page and "/tell/?call=" not in page


def test_a_closed_call_keeps_its_page_with_its_own_words(client, make_call):
    make_call(closes_at=timezone.now() - timedelta(minutes=1), closing_message="Thank you, we have plenty.")

    page = client.get("/winter-kindness/").text

    assert "Thank you, we have plenty." in page and "/tell/?call=" not in page


def test_no_copy_of_its_page_outlives_its_closing(client, make_call, monkeypatch):
    closes = timezone.now() + timedelta(minutes=3)
    make_call(closes_at=closes)
    assert "Open until" in client.get("/winter-kindness/").text

    CallPage.objects.update(closing_message="Over.")
    monkeypatch.setattr(timezone, "now", lambda: closes + timedelta(seconds=1))

    assert "Over." in client.get("/winter-kindness/?later").text
    from core.page_cache import left

    assert left(closes) == 0


def test_it_cannot_close_before_it_opens(make_call):
    call = make_call()
    call.closes_at = call.opens_at

    with pytest.raises(ValidationError, match="before it opens"):
        call.clean()


def test_a_look_remembers_nothing(client, make_call):
    call = make_call()

    page = client.get(f"/tell/?call={call.pk}")

    assert not page.cookies and not TellDraft.objects.exists()
    assert "This answers our call “Winter kindness”." in page.text
    assert f'name="call" value="{call.pk}"' in page.text


def test_the_start_lists_open_calls_for_stories_until_something_is_written(client, make_call):
    make_call("Open one")
    make_call("Over", closes_at=timezone.now() - timedelta(days=1))
    make_call("For writers", kind="writers")

    page = client.get("/tell/").text
    assert "Open one, please." in page
    assert "Over, please." not in page and "For writers" not in page

    client.post("/tell/", HAPPENED)
    assert "Open one, please." not in client.get("/tell/").text


def test_the_first_save_remembers_it_and_the_review_shows_it(client, make_call, author, editor):
    call = make_call()
    client.force_login(author)
    client.post("/tell/", HAPPENED | {"call": call.pk})
    assert TellDraft.objects.get().call_id == call.pk
    assert "This answers our call" in client.get("/tell/").text

    CallPage.objects.update(closes_at=timezone.now())  # it closes while she writes: it was open when she began
    send(client)

    found = Review.objects.get()
    assert found.call_id == call.pk
    client.force_login(editor)
    assert "Winter kindness" in client.get(f"/cms/review/{found.story_id}/").text
    assert "answers “Winter kindness”" in client.get("/cms/").text
    answers = client.get(f"/cms/writers/calls/{call.pk}/").text
    assert "The tram that waited" in answers and f"/cms/review/{found.story_id}/" in answers


def test_the_scripts_save_remembers_it_too(client, make_call):
    call = make_call()
    told = {"part": ["happened"], "title": ["Tram"], "text": ["It waited."], "call": [str(call.pk)], "version": ["0"], "tab": ["t"], "order": ["1"]}

    assert client.post("/tell/save/", json.dumps(told), content_type="application/json").status_code == 200

    assert TellDraft.objects.get().call_id == call.pk


def test_the_first_call_named_stays(client, make_call):
    first, second = make_call(), make_call("Spring")

    client.post("/tell/", HAPPENED | {"call": first.pk})
    client.post("/tell/", HAPPENED | {"call": second.pk, "title": "Changed"})

    assert TellDraft.objects.get().call_id == first.pk


@pytest.mark.parametrize("named", ["closed", "to come", "for writers", "a draft", "nonsense", "9" * 30, "٣", "-1"])
def test_what_is_no_open_call_is_none_and_the_words_are_kept(client, make_call, named):
    now = timezone.now()
    fields = {"closed": {"closes_at": now}, "to come": {"opens_at": now + timedelta(days=1)}, "for writers": {"kind": "writers"}, "a draft": {"live": False}}
    number = make_call(**fields[named]).pk if named in fields else named

    assert client.get("/tell/", {"call": number}).status_code == 200
    assert client.post("/tell/", HAPPENED | {"call": number}).status_code == 302

    assert TellDraft.objects.get().call is None
    assert TellDraft.objects.get().data["title"] == "The tram that waited"


def test_a_call_that_is_taken_away_takes_no_story_along(client, make_call, author):
    call = make_call()
    client.force_login(author)
    client.post("/tell/", HAPPENED | {"call": call.pk})

    call.delete()
    send(client)

    assert Review.objects.get().call is None


def test_an_application_says_which_call_it_answers(client, make_call, editor):
    call = make_call(kind="writers")
    page = client.get(f"/writers/join/apply/?call={call.pk}").text
    assert "This answers our call “Winter kindness”." in page

    typed = {"byline": "Hattie", "byline_kind": "name", "place": "Bristol", "sample": "The bell.", "email": "h@example.org", "call": call.pk}
    client.post("/writers/join/apply/", typed)

    made = Application.objects.get()
    assert made.call_id == call.pk
    Application.objects.update(confirmed_at=timezone.now())
    client.force_login(editor)
    assert "Answers “Winter kindness”" in client.get("/cms/").text
    assert "Winter kindness" in client.get(f"/cms/writers/applications/{made.pk}/").text
    assert "Hattie" in client.get(f"/cms/writers/calls/{call.pk}/").text


@pytest.mark.parametrize("missing", [{}, {"sample": ""}])
def test_an_error_on_the_form_does_not_lose_the_call(client, make_call, missing):
    call = make_call(kind="writers")
    typed = {"byline": "Hattie", "byline_kind": "name", "place": "", "sample": "The bell.", "email": "h@example.org", "call": call.pk} | missing

    page = client.post("/writers/join/apply/", typed).text

    assert f'name="call" value="{call.pk}"' in page
