"""A letter to a writer: confirmed by its sender's mail, passed on once with Reply-To, and no address of the writer anywhere."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from people.models import Byline
from writers import due
from writers.models import Letter

pytestmark = pytest.mark.django_db
TYPED = {"words": "Your piece on salt made my day.", "name": "Hattie", "email": "hattie@example.org"}
PAGE = "/writers/ana-castillo/write/"


@pytest.fixture
def send(client, published_story):
    return lambda **changes: client.post(PAGE, TYPED | changes)


def last_mail() -> Email:
    return Email.objects.order_by("-pk").first()


def link() -> str:
    return re.search(r"(/writers/join/letter/\S+)", last_mail().message).group(1)


def test_the_way_to_it_stands_on_the_writers_page_and_shows_no_address(client, published_story):
    page = client.get("/writers/ana-castillo/").text

    assert f'href="{PAGE}"' in page
    for path in ("/writers/ana-castillo/", PAGE, f"{PAGE}sent/", f"{PAGE}passed-on/"):
        assert "ana@example.org" not in client.get(path).text


def test_it_is_passed_on_after_its_sender_confirmed_and_once(client, send, author):
    assert send()["Location"] == f"{PAGE}sent/"

    confirm = last_mail()
    assert confirm.to == ["hattie@example.org"]
    assert "salt" not in confirm.message and "Hattie" not in confirm.message
    assert not Email.objects.filter(to=author.email, message__contains="salt").exists()
    path = link()
    assert "made my day" in client.get(path).text
    assert Letter.objects.get().sent_at is None
    assert [client.post(path).status_code for _ in range(3)] == [200, 200, 200]
    passed = Email.objects.filter(to=author.email, message__contains="made my day")
    assert passed.count() == 1
    assert passed.get().headers == {"Reply-To": "hattie@example.org"}
    assert "ana@example.org" not in passed.get().message


def test_somebody_signed_in_needs_no_confirmation(client, send, author, other_author):
    client.force_login(other_author)

    assert send(email=other_author.email)["Location"] == f"{PAGE}passed-on/"
    assert last_mail().to == [author.email]


def test_with_another_address_than_ones_own_it_is_confirmed_first(client, send, other_author):
    client.force_login(other_author)

    assert send()["Location"] == f"{PAGE}sent/"
    assert last_mail().to == ["hattie@example.org"]


def test_a_pseudonym_can_be_written_to_and_stays_one(client, send, author):
    Byline.objects.update(kind="pseudonym", name="Salt")

    send()

    assert "Ana Castillo" not in client.get(PAGE).text
    client.post(link())
    assert last_mail().to == [author.email]


@pytest.mark.parametrize("gone", ["no account", "closed", "no story", "no such name"])
def test_where_nobody_can_be_reached_there_is_no_form(client, published_story, author, gone):
    if gone == "no account":
        Byline.objects.update(user=None)
    elif gone == "closed":
        author.is_active = False
        author.save()
    elif gone == "no story":
        published_story.unpublish()
    path = "/writers/nobody/write/" if gone == "no such name" else PAGE

    assert client.get(path).status_code == 404
    assert client.post(path, TYPED).status_code == 404
    if gone != "no such name":
        assert PAGE not in client.get("/writers/ana-castillo/?fresh").text


def test_an_account_closed_before_the_link_was_opened_gets_nothing(client, send, author):
    send()
    path = link()
    author.is_active = False
    author.save()

    answer = client.post(path)

    assert (answer.status_code, "made my day" in answer.text) == (409, True)
    assert not Email.objects.filter(to=author.email, message__contains="made my day").exists()


@pytest.mark.parametrize("changes", [{"words": ""}, {"words": "\u200b \x00"}, {"words": "x" * 3001}, {"name": ""}, {"email": "nobody"}, {"email": ""}])
def test_what_is_missing_is_said_and_nothing_typed_is_lost(send, changes):
    answer = send(**changes)

    assert answer.status_code == 422
    assert not Letter.objects.exists()
    for field, value in TYPED.items():
        assert field in changes or value in answer.text


def test_no_token_is_needed_so_that_none_can_run_out(published_story):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(PAGE, TYPED).status_code == 302
    assert strict.post(PAGE, TYPED, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert strict.post(PAGE, TYPED, headers={"Origin": "https://evil.example"}).status_code == 403


def test_a_program_learns_nothing(send):
    assert send(homepage="https://spam.example")["Location"] == f"{PAGE}sent/"
    assert not Letter.objects.exists()


def test_a_double_click_is_one_letter(send):
    send()
    send()

    assert Letter.objects.count() == 1


def test_nobodys_box_is_filled_by_way_of_us(send):
    answers = [send(words=f"Letter {number}.") for number in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 409]
    assert "Letter 3." in answers[3].text
    assert Email.objects.filter(to="hattie@example.org").count() == 3


def test_one_sender_writes_five_letters_a_day(send):
    for number in range(5):
        send(words=f"Letter {number}.")
        Letter.objects.update(sent_at=timezone.now())

    answer = send(words="One more.")

    assert (answer.status_code, "tomorrow" in answer.text, "One more." in answer.text) == (409, True, True)
    Letter.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1))
    assert send(words="One more.").status_code == 429  # the sixth and seventh try from this connection within the hour


def test_one_writer_gets_twenty_letters_a_day(send, published_story):
    byline = Byline.objects.get()
    Letter.objects.bulk_create(
        Letter(byline=byline, name="N", email=f"n{number}@example.org", words="W", key_hash=str(number), sent_at=timezone.now()) for number in range(20)
    )

    answer = send()

    assert (answer.status_code, "Ana Castillo got many letters" in answer.text) == (409, True)


def test_headers_cannot_be_smuggled_in(send):
    assert send(email="hattie@example.org\nBcc: all@example.org").status_code == 422
    send(name="Hattie\nBcc: all@example.org")
    assert "\n" not in last_mail().subject


def test_letters_are_forgotten(client, send):
    send()
    send(words="Another one.")
    client.post(link())
    Letter.objects.filter(sent_at=None).update(made_at=timezone.now() - timedelta(days=3, minutes=1))
    confirm = Email.objects.filter(message__contains="/writers/join/letter/").order_by("pk").first()
    path = re.search(r"(/writers/join/letter/\S+)", confirm.message).group(1)

    due.forget_letters()
    assert [letter.words for letter in Letter.objects.all()] == ["Another one."]
    assert client.get(path).status_code == 410
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=31))
    due.forget_letters()
    assert not Letter.objects.exists()
