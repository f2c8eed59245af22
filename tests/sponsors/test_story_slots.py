"""A single story's slot: made with its first hold and not before, and like the terms for any story until something of it is sold."""

from datetime import timedelta

import pytest
from wagtail.log_actions import log

from sponsors import book, story_slots
from sponsors.models import Blackout, Placement, Slot, WaitingFor
from sponsors.states import CannotBook

pytestmark = pytest.mark.django_db
State = Placement.State


@pytest.fixture
def wish(sponsor, today) -> dict[str, object]:
    return {"sponsor": sponsor, "starts": today + timedelta(days=1), "ends": today + timedelta(days=7)}


@pytest.fixture
def page(published_story) -> str:
    return f"/sponsor/desk/book/story/{published_story.pk}/"


def raise_the_rate(terms: Slot) -> None:
    Slot.objects.filter(pk=terms.pk).update(rate=9900, currency="EUR", seats=2)


@pytest.mark.parametrize("do", ["", "wait"])
def test_a_refused_wish_makes_no_slot(client, owner, story_terms, page, wish, do):
    Blackout.objects.create(starts=wish["starts"], ends=wish["starts"], reason="We move.")
    client.force_login(owner)

    answer = client.post(page, wish | {"sponsor": wish["sponsor"].pk, "do": do})

    assert (answer.status_code, "We move." in answer.content.decode()) == (409, True)
    assert list(Slot.objects.all()) == [story_terms]


def test_free_days_of_a_story_are_not_waited_for(client, owner, story_terms, page, wish):
    client.force_login(owner)

    answer = client.post(page, wish | {"sponsor": wish["sponsor"].pk, "do": "wait"})

    assert "These days are free" in answer.content.decode()
    assert (Slot.objects.count(), WaitingFor.objects.count()) == (1, 0)


def test_the_first_hold_makes_it(owner, story_terms, published_story, wish):
    made = book.hold(slot=story_slots.shown(published_story), by=owner, **wish)

    assert (made.slot.story, made.price, Slot.objects.count()) == (published_story, 3500, 2)


def test_a_story_about_the_sponsor_makes_none(owner, story_terms, published_story, sponsor, bakery, wish):
    sponsor.businesses.add(bakery)

    with pytest.raises(CannotBook, match="nobody supports a story about themselves"):
        book.hold(slot=story_slots.shown(published_story), by=owner, **wish)

    assert list(Slot.objects.all()) == [story_terms]


def test_terms_that_closed_meanwhile_are_told(owner, story_terms, published_story, wish):
    slot = story_slots.shown(published_story)
    Slot.objects.update(open=False)

    with pytest.raises(CannotBook, match="not for sale at present"):
        book.hold(slot=slot, by=owner, **wish)


@pytest.mark.parametrize("state", [State.HELD, State.LAPSED, State.CANCELLED, State.DECLINED])
def test_where_nothing_was_sold_the_terms_of_today_hold(client, owner, story_terms, published_story, page, make_placement, today, wish, state):
    own = book.slot_for_story(published_story)
    make_placement(slot=own, state=state, starts=30)
    raise_the_rate(story_terms)
    client.force_login(owner)

    shown = [client.get(one).content.decode() for one in (page, f"/sponsor/slots/story/{published_story.pk}/", f"/sponsor/slots/{own.pk}/")]
    made = book.hold(slot=own, by=owner, **wish)

    assert ["€99.00" in one for one in shown] == [True] * 3
    assert (made.price, made.currency, made.slot.seats) == (9900, "EUR", 2)


def test_a_lapsed_hold_is_taken_up_at_the_terms_of_today(owner, story_terms, published_story, make_placement):
    placement = make_placement(slot=book.slot_for_story(published_story), state=State.LAPSED, starts=5)
    raise_the_rate(story_terms)

    assert book.take_up(placement, by=owner).price == 9900


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.ENDED])
def test_what_was_sold_keeps_its_terms(story_terms, published_story, make_placement, state):
    make_placement(slot=book.slot_for_story(published_story), state=state, starts=30)
    raise_the_rate(story_terms)

    assert (book.slot_for_story(published_story).rate, story_slots.shown(published_story).rate) == (3500, 3500)


def test_what_an_editor_set_for_one_story_stays(editor, story_terms, published_story):
    own = book.slot_for_story(published_story)
    own.rate = 12300
    own.save()
    log(instance=own, action="wagtail.edit", user=editor)

    assert book.slot_for_story(published_story).rate == 12300


def test_a_seat_that_is_held_is_not_taken_away(story_terms, published_story, make_placement):
    raise_the_rate(story_terms)
    make_placement(slot=book.slot_for_story(published_story), state=State.HELD, starts=5, seat=2)
    Slot.objects.filter(pk=story_terms.pk).update(seats=1)

    assert book.slot_for_story(published_story).seats == 2


def test_a_page_stores_nothing(story_terms, published_story):
    own = book.slot_for_story(published_story)
    raise_the_rate(story_terms)

    story_slots.shown(published_story)

    assert Slot.objects.get(pk=own.pk).rate == 3500
