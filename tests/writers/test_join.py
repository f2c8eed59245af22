"""/writers/join/: a page for everybody without a cookie, a form that loses nothing, and a page that shows where an application stands."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from core import generation
from stories.models import CallPage
from writers import answer, apply
from writers.models import Application

pytestmark = pytest.mark.django_db
FORM = "/writers/join/apply/"
TYPED = {
    "byline": "Hattie Lund",
    "byline_kind": "name",
    "place": "Bristol",
    "trade": "bakeries",
    "sample": "The bell over the door rang twice.",
    "why": "I know every baker.",
    "email": "hattie@example.org",
}


@pytest.fixture(autouse=True)
def furnished(newsroom):
    return newsroom


@pytest.fixture
def make_call(newsroom):
    def make(title="Winter kindness", **fields) -> CallPage:
        values = {"title": title, "slug": title.lower().replace(" ", "-"), "intro": f"{title}, please.", "kind": "writers"}
        page = CallPage(**values | {"opens_at": timezone.now() - timedelta(days=30)} | fields)
        newsroom.front.__class__.objects.get(pk=newsroom.front.pk).add_child(instance=page)
        return page

    return make


def link() -> str:
    return re.search(r"(/writers/join/application/\S+)", Email.objects.order_by("-pk").first().message).group(1)


def confirmed(client, **changes) -> str:
    """The path of an application's page, sent and confirmed."""
    client.post(FORM, TYPED | changes)
    path = link()
    client.post(path, {"do": "confirm"})
    return path


def test_the_page_is_the_same_for_everybody(client, author):
    client.force_login(author)

    page = client.get("/writers/join/")

    assert page.status_code == 200
    assert not page.cookies
    assert "max-age=0, s-maxage=1" in page["Cache-Control"]
    assert "Ana" not in page.text
    assert 'href="/writers/join/apply/"' in page.text
    assert "An application: usually within 5 days." in page.text
    assert "A story: usually within 5 days." in page.text


def test_it_lists_what_is_open_and_what_is_to_come_and_changes_by_the_clock(client, make_call):
    now = timezone.now()
    make_call("Open now", closes_at=now + timedelta(minutes=2))
    make_call("Stays open", kind="stories")
    make_call("To come", opens_at=now + timedelta(days=3))
    make_call("Over", closes_at=now - timedelta(minutes=1))
    make_call("A draft", live=False)
    generation.forget()

    page = client.get("/writers/join/")

    found = [title for title in ("Open now", "Stays open", "To come", "Over", "A draft") if title in page.text]
    assert found == ["Open now", "Stays open", "To come"]
    assert page.text.index("Open now") < page.text.index("Stays open") < page.text.index("To come")
    assert client.get("/writers/join/")["Cache-Control"].startswith("max-age=0, s-maxage=1")
    CallPage.objects.filter(title="Open now").update(closes_at=now)
    assert "Open now" not in client.get("/writers/join/?later").text


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_one_call_and_with_three(client, make_call, django_assert_num_queries, monkeypatch, number):
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)
    for one in range(number):
        make_call(f"Call {one}")
    generation.forget()
    client.get("/writers/")
    client.get("/writers/join/?warm")

    with django_assert_num_queries(3):  # calls, both medians
        page = client.get("/writers/join/?counted").text

    assert page.count(", please.") == number


def test_an_application_is_sent_confirmed_and_shown(client):
    answer_ = client.post(FORM, TYPED)

    assert answer_["Location"] == "/writers/join/sent/"
    assert client.get("/writers/join/sent/").status_code == 200
    path = link()
    page = client.get(path).text
    assert "The bell over the door rang twice." in page and "Yes, send it" in page
    assert not Application.objects.waiting().exists()
    client.post(path, {"do": "confirm"})
    page = client.get(path).text
    assert "An editor reads it and answers you by mail: usually within 5 days." in page
    assert Application.objects.waiting().count() == 1


def test_question_and_answer_stand_on_its_page(client, editor):
    path = confirmed(client)
    answer.ask(Application.objects.get(), by=editor, words="Which towns?")
    assert "Which towns?" in client.get(path).text

    assert client.post(path, {"do": "answer", "words": "  "}).status_code == 422
    assert client.post(path, {"do": "answer", "words": "<b>Warren</b>, too."}).status_code == 302

    assert "&lt;b&gt;Warren&lt;/b&gt;, too." in client.get(path).text
    assert Application.objects.get().state == "waiting"


def test_words_for_what_was_decided_meanwhile_are_still_there(client, editor):
    path = confirmed(client)
    answer.decline(Application.objects.get(), by=editor, words="Not now.")

    page = client.post(path, {"do": "answer", "words": "One more thing."})

    assert page.status_code == 422
    assert "This application is declined" in page.text and "One more thing." in page.text


def test_withdrawing_asks_first(client):
    path = confirmed(client)

    assert client.get(f"{path}withdraw/").status_code == 200
    assert Application.objects.get().state == "waiting"
    client.post(f"{path}withdraw/")
    assert Application.objects.get().state == "withdrawn"
    assert "You withdrew it" in client.get(path).text


@pytest.mark.parametrize(
    "changes",
    [
        {"sample": ""},
        {"sample": " \u200b"},
        {"sample": "x" * 20_001},
        {"why": "x" * 2_001},
        {"place": ""},
        {"byline": ""},
        {"byline": "\u200b\u200d"},
        {"place": "\u3164"},
        {"byline_kind": "queen"},
        {"email": "nobody"},
        {"email": ""},
        {"services": "999999"},
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, changes):
    page = client.post(FORM, TYPED | changes)

    assert page.status_code == 422
    assert not Application.objects.exists()
    for field, value in TYPED.items():
        assert field in changes or field == "byline_kind" or value in page.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.com/post", "https://example.com/post"),
        ("www.example.com/post?x=1", "https://www.example.com/post?x=1"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://example.com/", ""),
        ("https://me:secret@example.com/", ""),
        ("http://localhost/cms/", ""),
        ("http://127.0.0.1:8000/", ""),
        ("http://2130706433/", ""),
        ("http://[::1]/", ""),
        ("https://exa mple.com/", ""),
        ("https://example.com/" + "x" * 500, ""),
        ("kettles", ""),
    ],
)
def test_a_link_instead_of_a_sample(client, typed, kept):
    page = client.post(FORM, TYPED | {"sample": "", "sample_link": typed})

    assert page.status_code == (302 if kept else 422)
    assert [row.sample_link for row in Application.objects.all()] == ([kept] if kept else [])


def test_no_token_is_needed_so_that_none_can_run_out():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(FORM, TYPED).status_code == 302
    assert strict.post(link(), {"do": "confirm"}).status_code == 302
    assert strict.post(FORM, TYPED, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_session_that_ended_while_typing_asks_for_the_address_and_keeps_the_rest(client):
    page = client.post(FORM, {name: value for name, value in TYPED.items() if name != "email"})

    assert page.status_code == 422
    assert "I know every baker." in page.text and "We need it to answer you." in page.text
    assert "You were signed out meanwhile." in page.text


def test_far_too_much_is_said(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000

    page = client.post(FORM, TYPED | {"sample": "x" * 20_000})

    assert page.status_code == 413
    assert "too much for one page" in page.text


def test_a_program_learns_nothing(client):
    assert client.post(FORM, TYPED | {"homepage": "https://spam.example"})["Location"] == "/writers/join/sent/"
    assert not Application.objects.exists()


def test_the_seventh_within_an_hour_is_kept_on_the_page(client):
    for number in range(6):
        client.post(FORM, TYPED | {"email": f"a{number}@example.org"})

    page = client.post(FORM, TYPED)

    assert (page.status_code, "I know every baker." in page.text) == (429, True)
    cache.clear()
    assert client.post(FORM, TYPED).status_code == 302


def test_somebody_signed_in_is_led_to_her_own_application(client, author):
    client.force_login(author)
    assert 'name="email"' not in client.get(FORM).text

    sent = client.post(FORM, TYPED)

    made = Application.objects.get()
    assert (made.email, made.user, made.confirmed_at is not None) == (author.email, author, True)
    assert sent["Location"] == client.get(FORM)["Location"] == apply.link(made)
    assert client.get(f"/desk/application/{made.pk}/")["Location"] == apply.link(made)
    assert f"/desk/application/{made.pk}/" in client.get("/desk/").text


def test_what_was_typed_while_another_one_came_in_is_kept(client, author):
    client.force_login(author)
    client.post(FORM, TYPED)

    again, other = client.post(FORM, TYPED), client.post(FORM, TYPED | {"why": "In another tab I wrote more."})

    assert again["Location"] == apply.link(Application.objects.get())
    assert other.status_code == 409
    assert "waits for an editor already" in other.text and "In another tab I wrote more." in other.text


def test_accepted_while_typing_the_words_are_kept(client, author):
    client.force_login(author)
    author.is_writer = True
    author.save()

    page = client.post(FORM, TYPED)

    assert page.status_code == 409
    assert "one of our writers already" in page.text and "I know every baker." in page.text


def test_a_call_that_closed_while_somebody_typed_is_still_answered(client, make_call):
    now = timezone.now()
    lately, long_ago = make_call(closes_at=now - timedelta(hours=2)), make_call("Long over", closes_at=now - timedelta(days=3))

    assert "This answers our call" not in client.get(f"{FORM}?call={lately.pk}").text
    client.post(FORM, TYPED | {"call": lately.pk})
    client.post(FORM, TYPED | {"call": long_ago.pk, "email": "other@example.org"})

    assert [one.call for one in Application.objects.order_by("pk")] == [lately, None]


@pytest.mark.parametrize("call", ["999999999999", "0", "-1", "1 OR 1=1", "٣"])
def test_a_call_that_is_none_answers_none(client, call):
    client.post(FORM, TYPED | {"call": call})

    assert Application.objects.get().call is None


def test_a_writer_is_led_to_her_desk(client, author):
    author.is_writer = True
    author.save()
    client.force_login(author)

    assert client.get(FORM)["Location"] == "/desk/"


def test_somebody_elses_is_not_found_and_nobody_signs_in_first(client, author, other_author):
    made = apply.apply(user=author, **TYPED | {"email": author.email})

    assert client.get(f"/desk/application/{made.pk}/")["Location"].startswith("/accounts/login/")
    client.force_login(other_author)
    assert client.get(f"/desk/application/{made.pk}/").status_code == 404
    assert "desk/application" not in client.get("/desk/").text


def test_a_link_of_nobody_is_gone(client):
    for path in ("/writers/join/application/nonsense/", "/writers/join/application/nonsense/withdraw/", "/writers/join/letter/nonsense/"):
        assert client.get(path).status_code == 410


@pytest.mark.parametrize("handle", ["join", "quotes", "stage", "feed"])
def test_reserved_names_stay_reserved(handle):
    from people.models import free_handle

    assert free_handle(handle) == f"{handle}-writer"
