"""Sending to the editors: ready or not, on time or late, and what happens to a hold that lapsed meanwhile."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Site

from core.models import SiteSettings
from moderation.models import Decision
from sponsors import book, compose
from sponsors.models import Blackout, Creative, Placement, SeatDay, Slot
from sponsors.states import CannotBook
from sponsors.submit import submit

pytestmark = pytest.mark.django_db
State = Placement.State
TYPED = {"text": "New words.", "link": "https://bramble-finch.example/", "link_words": "See more"}


def words_of(placement, by) -> str:
    with pytest.raises(CannotBook) as told:
        submit(placement, by=by)
    return str(told.value)


def test_a_hold_with_its_message_waits_for_an_editor(make_placement, owner):
    SiteSettings.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"newsroom_email": "desk@served.example"})
    SiteSettings.objects.update(newsroom_email="desk@served.example")
    placement = make_placement(state=State.HELD)

    submit(placement, by=owner)

    assert (placement.state, placement.creatives.get().state) == (State.SUBMITTED, Creative.State.WAITING)
    assert placement.submitted_at is not None
    assert Decision.objects.about(placement).values_list("action", "to_state").get() == ("sponsor-sent", "submitted")
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["desk@served.example"], "Sponsors: “Bramble & Finch: Food and drink” waits for an editor")
    ]


def test_an_unfinished_message_says_what_is_missing(make_placement, owner):
    placement = make_placement(state=State.HELD)
    Creative.objects.update(link_words="")

    assert words_of(placement, owner) == "Write what the link says, such as “See the kettles”."
    placement.refresh_from_db()
    assert placement.state == State.HELD


def test_without_a_message(make_placement, owner):
    placement = make_placement(state=State.HELD)
    Creative.objects.update(state=Creative.State.DECLINED)

    assert words_of(placement, owner) == "Write your message first, then send it."


def test_a_hold_past_its_time_whose_days_are_free_is_sent_silently(make_placement, owner):
    placement = make_placement(state=State.HELD, held_until=timezone.now() - timedelta(minutes=1))

    submit(placement, by=owner)

    assert (placement.state, placement.seat_days.count()) == (State.SUBMITTED, 7)


def test_a_lapsed_hold_whose_days_are_free_is_taken_up_silently(make_placement, owner):
    placement = make_placement(state=State.HELD, held_until=timezone.now() - timedelta(minutes=1))
    book.free_lapsed(now=timezone.now())

    submit(placement, by=owner)

    assert (placement.state, placement.seat_days.count()) == (State.SUBMITTED, 7)


def test_a_lapsed_hold_whose_days_are_gone_keeps_the_message(make_placement, owner, other_sponsor, other_owner):
    placement = make_placement(state=State.HELD, held_until=timezone.now() - timedelta(minutes=1))
    compose.save(placement, by=owner, **TYPED)
    book.hold(slot=placement.slot, sponsor=other_sponsor, starts=placement.starts, ends=placement.ends, by=other_owner)

    said = words_of(placement, owner)

    assert said.startswith("Your hold has lapsed and somebody else took the days. Your message is kept. ")
    assert "Free next: " in said
    assert said.endswith("Or put yourselves on the waiting list for these days.")
    placement.refresh_from_db()
    assert (placement.state, placement.creatives.get().text, placement.creatives.get().state) == (State.LAPSED, "New words.", "draft")
    assert SeatDay.objects.filter(placement=placement).count() == 0


def test_a_lapsed_hold_at_another_rate_is_not_taken_up_silently(make_placement, owner):
    placement = make_placement(state=State.LAPSED)
    Slot.objects.update(rate=9900)

    assert words_of(placement, owner) == "Your hold has lapsed, and the rate has changed since. Take the days up again to see the new price."


def test_a_hold_whose_first_day_is_over(make_placement, owner):
    placement = make_placement(state=State.HELD, starts=-1)

    assert "is over. Choose a first day from today on." in words_of(placement, owner)


def test_a_lapsed_hold_over_a_new_blackout(make_placement, owner, today):
    placement = make_placement(state=State.LAPSED)
    Blackout.objects.create(starts=today, ends=today, reason="Closed.")

    assert "Closed." in words_of(placement, owner)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.DECLINED, State.CANCELLED, State.ENDED])
def test_what_is_sent_or_over_is_not_sent_again(make_placement, owner, state):
    placement = make_placement(state=state)

    assert words_of(placement, owner)
    placement.refresh_from_db()
    assert placement.state == state


def test_of_a_running_placement_only_the_new_message_goes(make_placement, owner):
    placement = make_placement(starts=-1)
    compose.save(placement, by=owner, **TYPED)

    submit(placement, by=owner)

    assert placement.state == State.APPROVED
    assert placement.creative.text == "Kettles that last."
    assert placement.creatives.get(state=Creative.State.WAITING).text == "New words."


def test_a_story_that_became_the_sponsor_s_own_meanwhile(published_story, story_terms, make_placement, owner, sponsor, bakery):
    placement = make_placement(state=State.HELD, slot=book.slot_for_story(published_story))
    sponsor.businesses.add(bakery)

    assert words_of(placement, owner).startswith("This story is about Bramble & Finch")
