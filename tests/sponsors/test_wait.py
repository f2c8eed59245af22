"""The waiting list: in order, each told once, with a day's head start."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from core import clock
from moderation.models import Decision
from sponsors import book, due  # noqa: F401  (its due things are registered by the import)
from sponsors.models import Blackout, Slot, WaitingFor
from sponsors.states import CannotBook
from sponsors.wait import leave, tell_free, wait_for
from tests.sponsors.conftest import make_sponsor, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(slot, make_placement):
    return make_placement(starts=5, days=7)


def waiting(placement, sponsor, user) -> WaitingFor:
    return wait_for(slot=placement.slot, sponsor=sponsor, starts=placement.starts, ends=placement.ends, by=user)


def told() -> list[str]:
    return [address for letter in mail.outbox if letter.subject.startswith("Free again") for address in letter.to]


def test_asked_twice_it_is_one(taken, other_sponsor, other_owner):
    assert waiting(taken, other_sponsor, other_owner) == waiting(taken, other_sponsor, other_owner)


def test_free_days_are_booked_and_not_waited_for(slot, other_sponsor, other_owner, today):
    with pytest.raises(CannotBook, match="These days are free: you can book them now."):
        wait_for(slot=slot, sponsor=other_sponsor, starts=today, ends=today, by=other_owner)


def test_days_that_could_not_be_booked_are_not_waited_for(taken, other_sponsor, other_owner, today):
    with pytest.raises(CannotBook, match="The last day is before the first"):
        wait_for(slot=taken.slot, sponsor=other_sponsor, starts=today, ends=today - timedelta(days=1), by=other_owner)
    Blackout.objects.create(starts=taken.starts, ends=taken.starts, reason="Closed.")
    with pytest.raises(CannotBook, match="Closed"):
        waiting(taken, other_sponsor, other_owner)


def test_who_leaves_the_list_is_not_told_and_can_come_back(taken, owner, other_sponsor, other_owner):
    row = waiting(taken, other_sponsor, other_owner)

    leave(row, by=other_owner)

    assert Decision.objects.about(other_sponsor).get().action == "sponsor-wait-left"
    with pytest.raises(CannotBook, match="You do not wait for these days any more."):
        leave(row, by=other_owner)
    assert waiting(taken, other_sponsor, other_owner).pk
    leave(WaitingFor.objects.get(), by=other_owner)
    book.cancel(taken, by=owner)
    assert told() == []


def test_who_was_told_stays_on_record(taken, owner, other_sponsor, other_owner):
    row = waiting(taken, other_sponsor, other_owner)
    book.cancel(taken, by=owner)

    with pytest.raises(CannotBook, match="any more"):
        leave(row, by=other_owner)

    assert WaitingFor.objects.get().told_at


def test_a_cancellation_tells_the_first_in_line_at_once(taken, owner, other_sponsor, other_owner):
    waiting(taken, other_sponsor, other_owner)

    book.cancel(taken, by=owner)
    clock.tick()

    assert told() == [other_owner.email]


def test_the_next_in_line_is_told_a_day_later_unless_the_days_are_gone(taken, owner, other_sponsor, other_owner):
    third = make_sponsor("Third", "third")
    third_owner = member(third, "tess@third.example", "Tess", "owner")
    waiting(taken, other_sponsor, other_owner)
    waiting(taken, third, third_owner)
    book.cancel(taken, by=owner)
    slot, now = taken.slot, timezone.now()

    assert told() == [other_owner.email]
    assert tell_free(slot, now=now + timedelta(hours=23)) == 0
    assert tell_free(slot, now=now + timedelta(hours=25)) == 1
    assert told() == [other_owner.email, third_owner.email]


def test_with_two_seats_free_two_are_told(slot, make_placement, sponsor, owner, other_sponsor, other_owner):
    Slot.objects.update(seats=2)
    slot.refresh_from_db()
    lines = [make_sponsor(f"Sponsor {n}", f"sponsor-{n}") for n in range(3)]
    people = [member(one, f"o@{one.slug}.example", one.name, "owner") for one in lines]
    placements = [make_placement(starts=5, seat=1), make_placement(starts=5, seat=2, sponsor=other_sponsor)]
    for one, user in zip(lines, people, strict=True):
        waiting(placements[0], one, user)

    for placement in placements:
        book.cancel(placement, by=owner)

    assert told() == [people[0].email, people[1].email]


def test_who_was_told_and_booked_holds_nobody_up(slot, make_placement, owner, other_sponsor, other_owner):
    Slot.objects.update(seats=2)
    slot.refresh_from_db()
    third, fourth = make_sponsor("Third", "third"), make_sponsor("Fourth", "fourth")
    for one in (third, fourth):
        member(one, f"o@{one.slug}.example", one.name, "owner")
    first, second = make_placement(starts=5, seat=1), make_placement(starts=5, seat=2, sponsor=other_sponsor)
    for one in (third, fourth):
        waiting(first, one, one.members.get().user)
    book.cancel(first, by=owner)
    book.hold(slot=slot, sponsor=third, starts=first.starts, ends=first.ends, by=third.members.get().user)

    book.cancel(second, by=other_owner)

    assert told() == ["o@third.example", "o@fourth.example"]


def test_days_that_are_only_half_free_tell_nobody(taken, make_placement, owner, other_sponsor, other_owner, sponsor):
    wait_for(slot=taken.slot, sponsor=other_sponsor, starts=taken.starts, ends=taken.ends + timedelta(days=3), by=other_owner)
    make_placement(starts=12, days=2)

    book.cancel(taken, by=owner)

    assert told() == []


def test_days_that_came_too_near_tell_nobody(taken, other_sponsor, other_owner, owner):
    waiting(taken, other_sponsor, other_owner)
    Slot.objects.update(lead_days=10)

    book.cancel(book.Placement.objects.select_related("slot").get(pk=book.change(taken, state="held", held_until=timezone.now()).pk), by=owner)

    assert told() == []
