"""Booking on the desk: the price before anything is held, holds once only, taken days, the waiting list."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from sponsors import book
from sponsors.models import Blackout, Member, Placement, SeatDay, Slot, Sponsor, WaitingFor
from tests.sponsors.conftest import make_sponsor

State = Placement.State


def days(today, first: int, last: int) -> dict[str, str]:
    return {"starts": (today + timedelta(days=first)).isoformat(), "ends": (today + timedelta(days=last)).isoformat()}


@pytest.fixture
def page(slot) -> str:
    return f"/sponsor/desk/book/{slot.pk}/"


def test_a_stranger_is_sent_to_sign_in_and_back_with_the_days(client, page, today):
    answer = client.get(page, days(today, 1, 7))

    assert answer.status_code == 302
    assert f"next={page}%3Fstarts%3D" in answer["Location"]


def test_the_price_stands_there_before_anything_is_held(client, owner, page, today):
    client.force_login(owner)

    asked = client.get(page).content.decode()
    shown = client.get(page, days(today, 1, 14)).content.decode()

    assert "$70.00 a week" in asked
    assert "Hold these days" not in asked
    assert "$140.00" in shown
    assert "14 days" in shown
    assert "Hold these days" in shown
    assert "They are yours for 72 hours." in shown
    assert not Placement.objects.exists()


def test_a_first_day_from_the_public_calendar_is_a_beginning_and_no_mistake(client, owner, page, today):
    client.force_login(owner)
    first = (today + timedelta(days=3)).isoformat()

    came = client.get(page, {"starts": first, "ends": ""})
    asked = client.get(page, {"sponsor": "", "starts": first, "ends": ""})

    assert (came.status_code, f'value="{first}"' in came.content.decode(), "Pick a day." in came.content.decode()) == (200, True, False)
    assert (asked.status_code, f'value="{first}"' in asked.content.decode(), "Pick a day." in asked.content.decode()) == (422, True, True)


def test_the_script_gets_the_price_alone(client, owner, page, today):
    client.force_login(owner)

    answer = client.get(page, days(today, 1, 7), headers={"HX-Request": "true"})

    assert "$70.00" in answer.content.decode()
    assert "<h1" not in answer.content.decode()


def test_a_hold_leads_to_the_message(client, owner, sponsor, page, today):
    client.force_login(owner)

    answer = client.post(page, days(today, 1, 7) | {"sponsor": sponsor.pk})

    placement = Placement.objects.get()
    assert answer["Location"] == f"/sponsor/desk/{sponsor.slug}/placements/{placement.pk}/message/"
    assert (placement.state, placement.price, placement.made_by) == (State.HELD, 7000, owner)
    assert SeatDay.objects.count() == 7


def test_a_second_click_books_nothing_more(client, owner, sponsor, slot, page, today):
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    client.force_login(owner)
    typed = days(today, 1, 7) | {"sponsor": sponsor.pk}
    client.post(page, typed)

    again = client.post(page, typed, follow=True)

    assert again.redirect_chain[0][0] == Placement.objects.get().get_absolute_url()
    assert "You hold these days already." in again.content.decode()


def test_what_failed_half_way_can_be_sent_again(client, owner, sponsor, page, today, monkeypatch):
    client.force_login(owner)
    client.raise_request_exception = False
    typed = days(today, 1, 7) | {"sponsor": sponsor.pk}
    with monkeypatch.context() as broken:
        broken.setattr(book, "take_seats", Mock(side_effect=OperationalError("the database was restarted")))
        assert client.post(page, typed).status_code == 500
    assert not Placement.objects.exists()

    client.post(page, typed)

    assert Placement.objects.get().seat_days.count() == 7


@pytest.mark.django_db(transaction=True)
def test_of_ten_clicks_at_once_one_books(owner, sponsor, slot, page, today):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    clients = [Client() for _click in range(10)]
    for one in clients:
        one.force_login(owner)
    typed = days(today, 1, 7) | {"sponsor": sponsor.pk}

    def click(client: Client) -> int:
        try:
            return client.post(page, typed).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(click, clients))

    assert answers == [302] * 10
    assert Placement.objects.count() == 1
    assert SeatDay.objects.count() == 7


def test_ones_own_days_are_not_offered_once_more(client, owner, slot, page, today, make_placement):
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    make_placement(state=State.SUBMITTED, starts=3)
    client.force_login(owner)

    shown = client.get(page, days(today, 1, 7)).content.decode()

    assert "You already have some of these days" in shown
    assert "Hold these days" not in shown


def test_a_form_that_was_refused_can_be_sent_again(client, owner, sponsor, other_sponsor, page, today, make_placement):
    theirs = make_placement(sponsor=other_sponsor, state=State.HELD, starts=1)
    client.force_login(owner)
    typed = days(today, 1, 7) | {"sponsor": sponsor.pk}

    refused = client.post(page, typed)
    SeatDay.objects.filter(placement=theirs).delete()
    client.post(page, typed)

    assert refused.status_code == 409
    assert Placement.objects.filter(sponsor=sponsor).count() == 1


def test_taken_days_are_named_with_the_next_free_ones_and_a_waiting_list(client, owner, sponsor, other_sponsor, slot, page, today, make_placement):
    make_placement(sponsor=other_sponsor, starts=3, days=2)
    client.force_login(owner)

    shown = client.get(page, days(today, 1, 7)).content.decode()
    refused = client.post(page, days(today, 1, 7) | {"sponsor": sponsor.pk})
    waits = client.post(page, days(today, 1, 7) | {"sponsor": sponsor.pk, "do": "wait"}, follow=True)

    assert "These days are taken." in shown
    assert "Hold these days" not in shown
    assert "Tell us when they come free" in shown
    assert f"starts={(today + timedelta(days=5)).isoformat()}" in shown
    assert refused.status_code == 409
    assert "Not booked." in refused.content.decode()
    assert "Tell us when they come free" in refused.content.decode()
    assert "You are on the waiting list." in waits.content.decode()
    assert 'id="waits-title"' in waits.content.decode()
    assert WaitingFor.objects.get().sponsor == sponsor


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (7, 1, "The last day is before the first day."),
        (-3, 3, "is over. Choose a first day from today on."),
        (1, 400, "At most 182 can be booked at once"),
        (20, 26, "We move the newsroom."),
    ],
)
def test_days_that_cannot_be_had_are_refused_in_words_and_stay_typed(client, owner, sponsor, slot, page, today, first, last, words):
    Blackout.objects.create(starts=today + timedelta(days=22), ends=today + timedelta(days=23), reason="We move the newsroom.")
    client.force_login(owner)
    typed = days(today, first, last)

    shown = client.get(page, typed).content.decode()
    posted = client.post(page, typed | {"sponsor": sponsor.pk})

    for told in (shown, posted.content.decode()):
        assert words in told
        assert f'value="{typed["starts"]}"' in told
        assert f'value="{typed["ends"]}"' in told
    assert "Hold these days" not in shown
    assert posted.status_code in {409, 422}
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"starts": "soon", "ends": ""}, {"starts": "2026-02-30", "ends": "2026-03-01"}, {"starts": "0001-01-01", "ends": "9999-12-31"}]
)
def test_what_is_no_day_is_said_and_nothing_breaks(client, owner, sponsor, page, typed):
    client.force_login(owner)

    answers = [client.get(page, typed), client.post(page, typed | {"sponsor": sponsor.pk})]

    assert [answer.status_code for answer in answers] in ([422, 422], [200, 409])
    assert not Placement.objects.exists()


def test_one_gets_off_the_waiting_list_again(client, owner, sponsor, other_sponsor, page, today, make_placement):
    make_placement(sponsor=other_sponsor, starts=1)
    client.force_login(owner)
    client.post(page, days(today, 1, 7) | {"sponsor": sponsor.pk, "do": "wait"})
    leave = f"/sponsor/desk/{sponsor.slug}/waiting/{WaitingFor.objects.get().pk}/leave/"

    listed = client.get(f"/sponsor/desk/{sponsor.slug}/").content.decode()
    left = client.post(leave, follow=True).content.decode()

    assert f'action="{leave}"' in listed
    assert "You are off the waiting list for" in left
    assert 'id="waits-title"' not in left
    assert not WaitingFor.objects.exists()


def test_nobody_takes_another_sponsor_off_the_list(client, owner, sponsor, other_owner, other_sponsor, slot, today):
    theirs = WaitingFor.objects.create(slot=slot, sponsor=other_sponsor, user=other_owner, starts=today, ends=today)
    client.force_login(owner)

    assert client.post(f"/sponsor/desk/{sponsor.slug}/waiting/{theirs.pk}/leave/").status_code == 404
    assert WaitingFor.objects.get() == theirs


def test_who_has_no_sponsor_is_told_to_register(client, stranger, page, today):
    client.force_login(stranger)

    assert "First tell us who you are." in client.get(page, days(today, 1, 7)).content.decode()
    assert client.post(page, days(today, 1, 7)).status_code == 200
    assert not Placement.objects.exists()


def test_who_waits_for_an_editor_cannot_hold_days_yet(client, owner, sponsor, page, today):
    Sponsor.objects.filter(pk=sponsor.pk).update(status=Sponsor.Status.WAITING)
    client.force_login(owner)

    assert "An editor reads about Bramble &amp; Finch first." in client.get(page, days(today, 1, 7)).content.decode()


def test_of_several_sponsors_one_is_chosen_and_only_ones_own(client, owner, sponsor, other_sponsor, page, today):
    second = make_sponsor("Second Shop", "second-shop")
    Member.objects.create(sponsor=second, user=owner, role=Member.Role.MANAGER)
    client.force_login(owner)

    client.post(page, days(today, 1, 7) | {"sponsor": second.pk})
    stolen = client.post(page, days(today, 10, 16) | {"sponsor": other_sponsor.pk})

    assert Placement.objects.get().sponsor == second
    assert stolen.status_code == 422
    assert "Northside Lamps" not in client.get(page).content.decode()


def test_a_reporter_books_nothing(client, reporter, sponsor, page, today):
    client.force_login(reporter)

    client.post(page, days(today, 1, 7) | {"sponsor": sponsor.pk})

    assert not Placement.objects.exists()


def test_a_story_gets_its_own_slot_with_its_first_hold(client, owner, sponsor, story_terms, published_story, today):
    client.force_login(owner)
    page = f"/sponsor/desk/book/story/{published_story.pk}/"

    looked = client.get(page, days(today, 1, 7)).content.decode()
    before = Slot.objects.filter(story=published_story).exists()
    client.post(page, days(today, 1, 7) | {"sponsor": sponsor.pk})

    assert published_story.title in looked
    assert "$35.00" in looked
    assert not before
    assert Placement.objects.get().slot.story_id == published_story.pk


def test_a_story_about_the_sponsor_is_refused_before_anything_is_made(client, owner, sponsor, story_terms, published_story, bakery, today):
    sponsor.businesses.add(bakery)
    client.force_login(owner)
    page = f"/sponsor/desk/book/story/{published_story.pk}/"

    answer = client.get(page, days(today, 1, 7)).content.decode()
    client.post(page, days(today, 1, 7) | {"sponsor": sponsor.pk})

    assert "nobody supports a story about themselves" in answer
    assert not Placement.objects.exists()


@pytest.mark.parametrize("path", ["99999/", "story/99999/", f"{'9' * 31}/", f"story/{'9' * 31}/"])
def test_what_is_not_for_sale_is_not_found(client, owner, story_terms, path):
    client.force_login(owner)

    assert client.get(f"/sponsor/desk/book/{path}").status_code == 404


def test_the_terms_for_stories_are_no_slot_of_their_own(client, owner, story_terms):
    client.force_login(owner)

    assert client.get(f"/sponsor/desk/book/{story_terms.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_calendar_asks_the_same_questions_however_full(client, owner, other_sponsor, page, make_placement, django_assert_num_queries, number):
    for place in range(number):
        make_placement(sponsor=other_sponsor, starts=10 + 10 * place)
    client.force_login(owner)
    client.get(page)

    with django_assert_num_queries(6):
        client.get(page)
