"""The contact page keeps messages; scripts, double clicks and floods leave one, or none."""

import pytest

from pages.models import ContactMessage

pytestmark = pytest.mark.django_db
GOOD = {"about": "story", "name": "Jo", "email": "jo@example.org", "words": "It was rye."}


def test_a_message_is_kept_and_its_sender_is_told(client, newsroom):
    answer = client.post("/contact/", GOOD)

    assert (answer.status_code, answer["Location"]) == (302, "/contact/sent/")
    assert ContactMessage.objects.get().words == "It was rye."
    assert "with the newsroom" in client.get("/contact/sent/").content.decode()


def test_what_was_typed_survives_an_error(client, newsroom):
    answer = client.post("/contact/", GOOD | {"email": "nobody"})

    assert answer.status_code == 422
    assert "It was rye." in answer.content.decode()
    assert not ContactMessage.objects.exists()


def test_the_address_chooses_what_it_is_about(client, newsroom):
    assert '<option value="press" selected>' in client.get("/contact/?about=press").content.decode()
    assert '<option value="story" selected>' in client.get("/contact/?about=nonsense").content.decode()


def test_a_script_that_fills_everything_leaves_nothing(client, newsroom):
    assert client.post("/contact/", GOOD | {"homepage": "http://spam.example"})["Location"] == "/contact/sent/"
    assert not ContactMessage.objects.exists()


def test_a_double_click_is_one_message(client, newsroom):
    client.post("/contact/", GOOD)
    client.post("/contact/", GOOD)

    assert ContactMessage.objects.count() == 1


def test_the_sixth_message_within_an_hour_is_kept_on_the_page_only(client, newsroom):
    for number in range(5):
        assert client.post("/contact/", GOOD | {"words": f"Number {number}"}).status_code == 302
    answer = client.post("/contact/", GOOD | {"words": "Number six"})

    assert answer.status_code == 429
    assert "Number six" in answer.content.decode()
    assert ContactMessage.objects.count() == 5


def test_strange_characters_are_kept_out_and_the_rest_is_kept(client, newsroom):
    client.post("/contact/", GOOD | {"name": "Jo\x00 ‮😀", "words": "One\r\ntwo\x00"})

    message = ContactMessage.objects.get()
    assert (message.name, message.words) == ("Jo 😀", "One\ntwo")


def test_a_message_as_long_as_the_browser_allows_is_taken(client, newsroom):
    assert client.post("/contact/", GOOD | {"words": "a\r\n" * 2500}).status_code == 302
    assert client.post("/contact/", GOOD | {"words": "a" * 5001}).status_code == 422


def test_a_post_without_a_token_says_so(newsroom):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/contact/", GOOD).status_code == 403
