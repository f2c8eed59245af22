"""Holding, moving, cancelling and taking up again: all days or none, at the right price, and never twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from core import clock
from moderation.models import Decision
from sponsors import bill, book, due  # noqa: F401  (its due things are registered by the import)
from sponsors.models import Bill, Blackout, Creative, Placement, SeatDay, Slot
from sponsors.states import CannotBook
from tests.sponsors.conftest import make_sponsor

pytestmark = pytest.mark.django_db
State = Placement.State


@pytest.fixture
def hold(slot, sponsor, owner, today):
    def make(first: int = 0, days: int = 7, **more) -> Placement:
        starts = today + timedelta(days=first)
        return book.hold(**({"slot": slot, "sponsor": sponsor, "starts": starts, "ends": starts + timedelta(days=days - 1), "by": owner} | more))

    return make


def seats(placement: Placement) -> int:
    return SeatDay.objects.filter(placement=placement).count()


def lapse(placement: Placement) -> None:
    Placement.objects.filter(pk=placement.pk).update(held_until=timezone.now() - timedelta(minutes=1))


def words_of(call) -> str:
    with pytest.raises(CannotBook) as told:
        call()
    return str(told.value)


# holding


def test_a_hold_takes_its_days_for_72_hours_at_the_rate(hold, owner, slot):
    placement = hold(days=10)

    assert (placement.state, placement.price, placement.rate, placement.currency) == (State.HELD, 10000, 7000, "USD")
    assert abs(placement.held_until - timezone.now() - timedelta(hours=72)) < timedelta(minutes=1)
    assert seats(placement) == 10
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [([owner.email], "On hold for you: Food and drink")]
    assert Decision.objects.about(placement).values_list("action", "actor").get() == ("sponsor-held", owner.pk)


def test_how_long_a_hold_is_editors_say(hold):
    terms = bill.terms_of_sale()
    terms.hold_hours = 5
    terms.save()

    assert hold().held_until - timezone.now() < timedelta(hours=5)


def test_days_that_are_taken_are_named_with_the_next_free_ones(hold, other_sponsor, other_owner, today):
    hold(first=2, days=3)

    said = words_of(lambda: hold(first=0, days=7, sponsor=other_sponsor, by=other_owner))

    day = lambda n: book.spelled(today + timedelta(days=n))  # noqa: E731
    assert f"{day(2)} to {day(4)} are taken, or some days between them." in said
    assert f"Free next: {day(5)} to {day(11)}; {day(12)} to {day(18)}; {day(19)} to {day(25)}." in said
    assert said.endswith("Or put yourselves on the waiting list for these days.")
    assert Placement.objects.count() == 1
    assert SeatDay.objects.count() == 3


def test_a_second_click_meets_its_own_days(hold):
    hold()

    assert words_of(hold).startswith("You already have some of these days: see “My sponsorships”. Free next: ")


def test_two_seats_are_sold_to_two_and_no_more(hold, slot, other_sponsor, other_owner):
    Slot.objects.update(seats=2)
    hold()
    second = hold(sponsor=other_sponsor, by=other_owner)
    third = make_sponsor("Third", "third")

    assert set(second.seat_days.values_list("seat", flat=True)) == {2}
    assert "are taken" in words_of(lambda: hold(sponsor=third))


def test_each_day_takes_the_lowest_seat_that_is_free(hold, slot, other_sponsor, other_owner):
    Slot.objects.update(seats=2)
    hold(first=1, days=2)

    crossing = hold(first=0, days=4, sponsor=other_sponsor, by=other_owner)

    assert list(crossing.seat_days.order_by("day").values_list("seat", flat=True)) == [1, 2, 2, 1]


def test_the_constraint_stands_where_somebody_goes_round_the_verb(hold, slot, other_sponsor):
    placement = hold()

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatDay.objects.create(slot=slot, seat=1, day=placement.starts, placement=placement)


def test_a_lapsed_hold_gives_its_days_to_whoever_asks_before_any_clock(hold, other_sponsor, other_owner):
    first = hold()
    lapse(first)

    second = hold(sponsor=other_sponsor, by=other_owner)

    first.refresh_from_db()
    assert (first.state, seats(first), seats(second)) == (State.LAPSED, 0, 7)


def test_refusals_come_in_words_and_leave_nothing(hold, today):
    Blackout.objects.create(starts=today, ends=today, reason="Closed.")

    assert "Nothing is sold from" in words_of(hold)
    assert words_of(lambda: hold(first=-5)).startswith(book.spelled(today - timedelta(days=5)))
    assert words_of(lambda: hold(days=-1)) == "The last day is before the first. Check the two dates."
    assert not Placement.objects.exists()


def test_nobody_holds_everything(hold):
    for number in range(12):
        hold(first=number, days=1)

    assert words_of(lambda: hold(first=12, days=1)) == "You have 12 holds that were not sent to us yet. Send or cancel one of them first."


def test_a_price_that_no_bill_holds(hold):
    Slot.objects.update(rate=2_000_000_000)

    assert words_of(lambda: hold(days=14)) == "These days cost more than a bill can hold. Choose fewer days."


# a story's own slot


def test_a_story_gets_its_slot_from_the_terms_once(published_story, story_terms):
    made = book.slot_for_story(published_story)

    assert (made.rate, made.kind, made.story) == (3500, "story", published_story)
    assert book.slot_for_story(published_story) == made
    assert Slot.objects.count() == 2


def test_without_terms_no_story_is_for_sale(published_story):
    assert book.slot_for_story(published_story) is None


# moving


def test_a_hold_moves_with_its_price_and_over_its_own_days(hold, owner, today):
    placement = hold(days=7)
    until = placement.held_until

    book.move(placement, starts=today + timedelta(days=3), ends=today + timedelta(days=16), by=owner)

    assert (placement.state, placement.price, placement.held_until) == (State.HELD, 14000, until)
    assert list(placement.seat_days.order_by("day").values_list("day", flat=True)) == [today + timedelta(days=n) for n in range(3, 17)]


def test_moving_onto_taken_days_leaves_everything_as_it_was(hold, owner, other_sponsor, other_owner, today):
    placement = hold(days=3)
    hold(first=5, days=3, sponsor=other_sponsor, by=other_owner)

    said = words_of(lambda: book.move(placement, starts=today + timedelta(days=4), ends=today + timedelta(days=6), by=owner))

    placement.refresh_from_db()
    assert "are taken" in said
    assert (placement.starts, placement.price, seats(placement)) == (today, 3000, 3)


def test_a_lapsed_hold_is_taken_up_before_it_moves(hold, owner, today):
    placement = hold()
    lapse(placement)

    said = words_of(lambda: book.move(placement, starts=today + timedelta(days=1), ends=today + timedelta(days=2), by=owner))

    assert said == "Your hold has lapsed. Take the days up again first, then move it."


def test_the_same_days_are_no_move(hold, owner):
    placement = hold()

    assert words_of(lambda: book.move(placement, starts=placement.starts, ends=placement.ends, by=owner)) == "These are its days already. Choose others."


def approved(make_placement, editor, **more) -> Placement:
    placement = make_placement(**({"starts": 10, "days": 7} | more))
    bill.issue(placement, by=editor)
    return placement


def left_to_pay() -> int:
    return sum(bill.left_of(one).net for one in Bill.objects.filter(kind="invoice"))


def test_an_approved_one_moves_to_a_longer_time_and_is_billed_anew(make_placement, editor, owner, today):
    placement = approved(make_placement, editor)

    book.move(placement, starts=today + timedelta(days=10), ends=today + timedelta(days=23), by=owner)

    assert (placement.state, placement.price) == (State.APPROVED, 14000)
    assert [(one.kind, one.net) for one in Bill.objects.order_by("pk")] == [("invoice", 7000), ("credit", 7000), ("invoice", 14000)]


def test_an_approved_one_that_costs_the_same_keeps_its_bill(make_placement, editor, owner, today):
    placement = approved(make_placement, editor)

    book.move(placement, starts=today + timedelta(days=12), ends=today + timedelta(days=18), by=owner)

    assert Bill.objects.count() == 1


def test_an_approved_one_that_costs_the_same_in_another_currency_is_billed_anew(make_placement, editor, owner, slot, today):
    placement = approved(make_placement, editor)
    Slot.objects.filter(pk=slot.pk).update(currency="EUR")

    book.move(placement, starts=today + timedelta(days=12), ends=today + timedelta(days=18), by=owner)

    assert [(one.kind, one.net, one.currency) for one in Bill.objects.order_by("pk")] == [
        ("invoice", 7000, "USD"),
        ("credit", 7000, "USD"),
        ("invoice", 7000, "EUR"),
    ]


def test_an_approved_one_stays_within_its_lead_time(make_placement, editor, owner, slot, today):
    placement = approved(make_placement, editor, starts=2)
    slot.lead_days = 3
    slot.save()

    said = words_of(lambda: book.move(placement, starts=today + timedelta(days=20), ends=today + timedelta(days=21), by=owner))

    assert said == "This starts too soon to be moved here. Write to us from the contact page."


def test_what_runs_is_only_made_longer_and_the_extra_days_are_billed(make_placement, editor, owner, today):
    placement = approved(make_placement, editor, starts=-2)
    end = placement.ends

    for starts, ends in ((placement.starts, end - timedelta(days=1)), (placement.starts + timedelta(days=1), end + timedelta(days=3))):
        assert words_of(lambda starts=starts, ends=ends: book.move(placement, starts=starts, ends=ends, by=owner)).startswith("It runs already")
    book.move(placement, starts=placement.starts, ends=end + timedelta(days=3), by=owner)

    assert (placement.price, seats(placement), left_to_pay()) == (10000, 10, 10000)


@pytest.mark.parametrize("rate", [7000, 6999, 101])
def test_bills_of_what_was_made_longer_add_up_to_its_price(make_placement, editor, owner, slot, rate):
    placement = make_placement(starts=-1, days=3, rate=rate, price=book.prices.price(rate, 3))
    bill.issue(placement, by=editor)

    for _time in range(3):
        book.move(placement, starts=placement.starts, ends=placement.ends + timedelta(days=2), by=owner)

    assert placement.price == left_to_pay()


@pytest.mark.parametrize("state", [State.DECLINED, State.CANCELLED, State.ENDED, State.LAPSED])
def test_what_is_over_does_not_move(make_placement, owner, today, state):
    placement = make_placement(state=state)

    assert "its days stay as they are" in words_of(lambda: book.move(placement, starts=today, ends=today, by=owner))


# cancelling


@pytest.mark.parametrize("state", [State.HELD, State.SUBMITTED])
def test_what_is_not_approved_is_cancelled_any_time(make_placement, owner, state):
    placement = make_placement(state=state, starts=0)

    book.cancel(placement, by=owner)

    assert (placement.state, seats(placement)) == (State.CANCELLED, 0)


def test_an_approved_one_is_cancelled_before_its_lead_time_and_credited(make_placement, editor, owner):
    placement = approved(make_placement, editor)

    book.cancel(placement, by=owner, words="We moved house.")

    assert (placement.state, seats(placement), left_to_pay()) == (State.CANCELLED, 0, 0)
    assert Decision.objects.about(placement).first().words == "We moved house."


@pytest.mark.parametrize(("starts", "lead"), [(0, 0), (-3, 0), (2, 3)])
def test_an_approved_one_that_starts_soon_is_not_cancelled(make_placement, owner, slot, starts, lead):
    placement = make_placement(starts=starts)
    Slot.objects.update(lead_days=lead)
    placement.slot.refresh_from_db()

    assert "an editor can still stop it" in words_of(lambda: book.cancel(placement, by=owner))
    assert seats(placement) == 7


# lapsing and taking up again


def test_the_clock_tells_once_before_and_once_after(hold, owner):
    placement = hold()
    Placement.objects.update(held_until=timezone.now() + timedelta(hours=11))
    mail.outbox.clear()

    clock.tick()
    clock.tick()

    assert [letter.subject for letter in mail.outbox] == ["Your hold ends soon: Food and drink"]
    lapse(placement)
    clock.tick()
    clock.tick()
    assert [letter.subject for letter in mail.outbox[1:]] == ["Your hold has ended: Food and drink"]
    placement.refresh_from_db()
    assert (placement.state, seats(placement)) == (State.LAPSED, 0)


def test_a_hold_with_much_time_left_is_not_told(hold):
    hold()
    mail.outbox.clear()

    clock.tick()

    assert mail.outbox == []


def test_a_lapsed_hold_is_taken_up_again_at_today_s_rate(hold, owner):
    placement = hold()
    lapse(placement)
    Slot.objects.update(rate=8400)

    book.take_up(placement, by=owner)

    assert (placement.state, placement.price, placement.rate, seats(placement)) == (State.HELD, 8400, 8400, 7)
    assert placement.held_until > timezone.now()


def test_a_lapsed_hold_whose_days_are_gone_stays_lapsed(hold, owner, other_sponsor, other_owner):
    placement = hold()
    lapse(placement)
    hold(sponsor=other_sponsor, by=other_owner)

    said = words_of(lambda: book.take_up(placement, by=owner))

    placement.refresh_from_db()
    assert "are taken" in said
    assert placement.state == State.LAPSED


@pytest.mark.parametrize("state", [State.HELD, State.SUBMITTED, State.DECLINED, State.CANCELLED])
def test_only_what_lapsed_is_taken_up(make_placement, owner, state):
    placement = make_placement(state=state)

    assert words_of(lambda: book.take_up(placement, by=owner))


def test_somebody_quicker_is_told(hold, owner, today):
    placement = hold()
    stale = Placement.objects.get(pk=placement.pk)
    book.change(placement, price=1)

    assert words_of(lambda: book.change(stale, price=2)).startswith("Somebody else has just changed this placement.")


# on record


def test_a_story_about_the_sponsor_is_refused_on_record_once(hold, sponsor, owner, bakery, published_story, story_terms):
    sponsor.businesses.add(bakery)
    own = book.slot_for_story(published_story)

    for _time in range(2):
        assert words_of(lambda: hold(slot=own)).startswith("This story is about Bramble & Finch")

    told = Decision.objects.about(sponsor).get(action="sponsor-refused")
    assert (told.actor, told.note, told.rule) == (owner, "The baker who called", "Subject is not sponsor")
    assert told.words.startswith("This story is about Bramble & Finch")
    assert not Placement.objects.exists()


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_a_cancelled_one_has_no_message_that_waits(make_placement, owner, state):
    placement = make_placement(state=state, starts=5)
    if state == State.APPROVED:
        Creative.objects.create(placement=placement, state="waiting", text="New words.")

    book.cancel(placement, by=owner)

    assert not Creative.objects.filter(state="waiting").exists()
