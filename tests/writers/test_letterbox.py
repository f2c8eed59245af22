"""/desk/letters/: a writer closes the letterbox of a byline; readers see no way to write, and what was typed meanwhile is kept."""

import re

import pytest
from django.test import Client
from post_office.models import Email

from core import generation
from people.models import Byline
from writers import write_to
from writers.models import ClosedLetterbox, Letter

pytestmark = pytest.mark.django_db
DESK, PAGE, WRITER = "/desk/letters/", "/writers/ana-castillo/write/", "/writers/ana-castillo/"
QUERIES = 3  # session, person, her bylines
TYPED = {"words": "Your piece on salt made my day.", "name": "Hattie", "email": "hattie@example.org"}


@pytest.fixture
def byline(published_story) -> Byline:
    return Byline.objects.get(handle="ana-castillo")


@pytest.fixture
def hers(client, author, byline):
    client.force_login(author)
    return client


def also_by(byline: Byline, other: Byline) -> None:
    """The other one stands beside it on its story."""
    row = byline.published_stories.get()
    row.bylines.add(other, through_defaults={"shown_at": row.shown_at})


def close(client) -> None:
    assert client.post(DESK, {}).status_code == 302


def test_a_stranger_signs_in_first(client, db):
    assert client.get(DESK)["Location"].startswith("/accounts/login/")


def test_closed_the_way_to_it_is_gone_and_back_when_it_is_opened(hers, byline):
    reader = Client()
    assert f'href="{PAGE}"' in reader.get(WRITER).text

    close(hers)

    assert ClosedLetterbox.objects.get().byline == byline
    assert f'href="{PAGE}"' not in reader.get(f"{WRITER}?closed").text
    shown = reader.get(PAGE)
    assert (shown.status_code, "takes no letters at the moment" in shown.text, "<textarea" in shown.text) == (200, True, False)
    hers.post(DESK, {"opened": [byline.pk]})
    assert f'href="{PAGE}"' in reader.get(f"{WRITER}?open").text
    assert not ClosedLetterbox.objects.exists()


def test_a_letter_typed_before_it_was_closed_is_not_sent_and_not_lost(hers, byline):
    close(hers)

    answer = Client().post(PAGE, TYPED)

    assert answer.status_code == 409
    assert "takes no letters" in answer.text and "made my day" in answer.text
    assert not Letter.objects.exists()


def test_a_letter_that_is_still_to_be_confirmed_is_not_passed_on(hers, author, byline):
    reader = Client()
    reader.post(PAGE, TYPED)
    path = re.search(r"(/writers/join/letter/\S+)", Email.objects.order_by("-pk").first().message).group(1)
    close(hers)

    answer = reader.post(path)

    assert (answer.status_code, "made my day" in answer.text) == (409, True)
    assert not Email.objects.filter(to=author.email, message__contains="made my day").exists()


def test_each_byline_has_its_own_and_nobody_elses_is_touched(hers, author, byline, make_story, publish, other_author):
    pen = Byline.objects.create(user=author, name="Salt", kind="pseudonym", handle="salt")
    also_by(byline, pen)
    others = make_story(other_author, title="Another")
    publish(others)

    hers.post(DESK, {"opened": [pen.pk]})

    assert [row.byline for row in ClosedLetterbox.objects.all()] == [byline]
    assert [one.closed for one in write_to.letterboxes(author)] == [True, False]
    assert all(not one.closed for one in write_to.letterboxes(other_author)) and write_to.letterboxes(other_author)
    foreign = write_to.letterboxes(other_author)[0].pk
    assert hers.post(DESK, {"opened": [foreign]}).status_code == 422


def test_without_a_published_story_there_is_nothing_to_choose(client, other_author):
    client.force_login(other_author)

    page = client.get(DESK)

    assert "once a story of yours is published" in page.text
    assert '<button class="button" type="submit">Save' not in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_one_byline_and_for_three(hers, author, byline, django_assert_num_queries, monkeypatch, number):
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)
    for other in range(number - 1):
        also_by(byline, Byline.objects.create(user=author, name=f"Pen {other}", handle=f"pen-{other}"))
    generation.forget()
    hers.get(DESK)

    with django_assert_num_queries(QUERIES):
        assert hers.get(DESK).text.count('type="checkbox"') == number


def test_the_letter_itself_says_where_to_close_it(client, byline, author, other_author):
    client.force_login(other_author)

    client.post(PAGE, TYPED | {"email": other_author.email})

    assert DESK in Email.objects.get(to=author.email, message__contains="made my day").message
