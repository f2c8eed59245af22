"""/demo/: the buttons sign in, the outbox shows mail and nothing where a mail server is set."""

import pytest
from django.urls import reverse

from core import mail
from demo import cast, roles
from stories import review


@pytest.fixture
def carol(newsroom):
    return cast.person({"email": "carol.pruitt@example.org", "name": "Carol Pruitt"})


@pytest.fixture
def written(newsroom):
    mail.send("plain", "ana@example.org", {"subject": "A letter", "body": "Read it at http://127.0.0.1:8000/desk/ today."})
    mail.send("plain", "bo@example.org", {"subject": "Another", "body": "<b>Words</b>"})


def test_the_editors_button_says_how_many_stories_wait(client, newsroom, author, make_story):
    review.send_to_review(make_story(author), by=author)

    page = client.get("/demo/").content.decode()

    assert "Continue as the editor: 1 thing waits" in page


def test_the_contributors_button_names_what_to_do(client, newsroom, carol, make_story, editor):
    story = make_story(carol)
    review.send_to_review(story, by=carol)
    review.request_changes(story, by=editor, words="Say more about the second jar.")

    page = client.get("/demo/").content.decode()

    assert "Continue as the contributor: Carol Pruitt, 1 story needs changes" in page


def test_a_button_signs_in_without_a_password(client, carol):
    answer = client.post("/demo/as/contributor/")

    assert answer["Location"] == "/desk/"
    assert client.session["_auth_user_id"] == str(carol.pk)


def test_the_reader_is_signed_out(client, carol):
    client.post("/demo/as/contributor/")

    client.post("/demo/as/reader/")

    assert "_auth_user_id" not in client.session


def test_looking_at_a_button_signs_nobody_in(client, carol):
    assert client.get("/demo/as/contributor/").status_code == 405


def test_an_unknown_role_is_not_found(client, newsroom):
    assert client.post("/demo/as/emperor/").status_code == 404


def test_every_role_has_a_tour_of_five_steps():
    assert {role.key: len(role.as_shown()["tour"]) for role in roles.ROLES if not role.email} == {"reader": 5}


def test_the_outbox_shows_mails_of_one_address(client, written):
    page = client.get(reverse("demo_outbox"), {"to": "ANA@example.org"}).content.decode()

    assert "A letter" in page
    assert "Another" not in page


def test_the_latest_mail_is_one_step_away(client, written):
    page = client.get(reverse("demo_latest"), {"to": "bo@example.org"}, follow=True).content.decode()

    assert "Another" in page
    assert "&lt;b&gt;Words&lt;/b&gt;" in page


def test_links_in_a_mail_lead_to_the_host_that_is_read(client, written):
    page = client.get(reverse("demo_latest"), {"to": "ana@example.org"}, follow=True).content.decode()

    assert 'href="http://testserver/desk/"' in page


def test_the_outbox_exists_only_without_a_mail_server(client, written, settings):
    settings.MAIL = {"EMAIL_HOST": "mail.example"}

    assert client.get("/demo/outbox/").status_code == 404
    assert client.get("/demo/outbox/1/").status_code == 404
    assert client.get("/demo/outbox/latest/").status_code == 404


def test_a_story_that_was_thrown_away_leads_to_the_desk(db):
    steps = {step.get("story"): step["url"] for step in roles.role("writer").as_shown()["tour"]}

    assert steps["if-it-were-yours"] == "/desk/"
