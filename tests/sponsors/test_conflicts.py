"""The conflict report tells what does not go together, with a link to act; and nothing once that is done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sponsors import approve, bill, conflicts
from sponsors.models import Bill, Blackout, Placement, SeatDay, Slot
from tests.conftest import WORDS

State = Placement.State


@pytest.fixture
def told(today):
    """told(number of the kind): its lines as (words, address)."""
    return lambda number: [(row.words, row.url) for row in conflicts.found(today)[number].rows]


ABOUT, NAMED, BLACKOUTS, SEATS, BILLS = range(5)


def test_nothing_is_told_where_nothing_is_wrong(published_story, make_placement, today):
    make_placement()

    assert [kind.rows for kind in conflicts.found(today)] == [[], [], [], [], [], []]


def test_a_published_story_about_a_sponsor_is_told_until_it_is_settled(told, sponsor, bakery, published_story, make_placement, editor):
    sponsor.businesses.add(bakery)
    before = told(ABOUT)
    make_placement(starts=30)
    found = told(ABOUT)

    approve.settle_clash(story=published_story, sponsor=sponsor, by=editor, words="It was there first.")

    words = "“The baker who called” is about Bramble & Finch."
    assert (before, found, told(ABOUT)) == ([], [(words, reverse("cms_clash", args=[published_story.pk]))], [])


@pytest.mark.parametrize("state", [State.DECLINED, State.CANCELLED, State.LAPSED, State.ENDED])
def test_a_sponsor_that_neither_runs_nor_comes_has_no_conflicts(told, sponsor, bakery, published_story, make_placement, state):
    sponsor.businesses.add(bakery)
    make_placement(state=state)

    assert told(ABOUT) == []


def test_a_story_that_names_a_sponsor_is_told(told, make_story, author, publish, make_placement):
    body = [("text", WORDS + "<p>The kettle came from Bramble &amp; Finch, by the way.</p>")]
    story = publish(make_story(author, title="A kettle at dawn", body=body))
    publish(make_story(author, title="Brambles and finches", body=[("text", WORDS + "<p>Brambles grew there, and a finch sang.</p>")]))

    make_placement()

    assert told(NAMED) == [("“A kettle at dawn” names Bramble & Finch and says so.", reverse("review", args=[story.pk]))]


def test_a_placement_over_a_blackout_is_told(told, slot, wall_slot, make_placement, today):
    placement = make_placement(starts=3)
    make_placement(starts=3, slot=wall_slot)
    Blackout.objects.create(slot=slot, starts=today + timedelta(days=9), ends=today + timedelta(days=20), reason="Election week.")
    Blackout.objects.create(starts=today + timedelta(days=40), ends=today + timedelta(days=50), reason="Holidays.")

    assert [url for _words, url in told(BLACKOUTS)] == [reverse("cms_placement", args=[placement.pk])]


def test_a_blackout_between_the_end_and_days_made_good_later_is_no_conflict(told, slot, make_placement, today):
    placement = make_placement(starts=-20, days=7)
    placement.ends = today
    placement.save(update_fields=["ends"])
    SeatDay.objects.create(slot=slot, seat=1, day=today, placement=placement, gift=True)
    Blackout.objects.create(starts=today - timedelta(days=10), ends=today - timedelta(days=5), reason="Election week.")

    assert told(BLACKOUTS) == []


def test_a_seat_above_what_the_slot_has_is_told_for_days_to_come(told, slot, other_sponsor, make_placement):
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    make_placement(starts=-20, days=7, seat=2, sponsor=other_sponsor)
    above = make_placement(starts=3, seat=2, sponsor=other_sponsor)
    before = told(SEATS)

    Slot.objects.filter(pk=slot.pk).update(seats=1)

    assert (before, [url for _words, url in told(SEATS)]) == ([], [reverse("cms_placement", args=[above.pk])])


def test_a_bill_past_due_is_told_until_it_is_paid_or_credited(told, make_placement, editor, today):
    late, paid, credited = (bill.issue(make_placement(starts=10 * number), by=editor) for number in range(3))
    Bill.objects.filter(kind=Bill.Kind.INVOICE).update(due_on=today - timedelta(days=1))
    in_time = bill.issue(make_placement(starts=40), by=editor)
    Bill.objects.filter(pk=in_time.pk).update(due_on=today)

    bill.mark_paid(paid, by=editor)
    bill.credit(credited, amount=credited.net, words="A mistake of ours.", by=editor)

    assert [url for _words, url in told(BILLS)] == [reverse("cms_bill", args=[late.pk])]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_what_is_found(
    count, sponsor, bakery, make_story, author, publish, slot, editor, make_placement, today, django_assert_num_queries
):
    sponsor.businesses.add(bakery)
    Blackout.objects.create(slot=slot, starts=today, ends=today + timedelta(days=99), reason="Election week.")
    for number in range(count):
        publish(make_story(author, title=f"Story {number}"))
    for number in range(count):
        placement = make_placement(starts=10 * number)
        Bill.objects.filter(pk=bill.issue(placement, by=editor).pk).update(due_on=today - timedelta(days=1))

    with django_assert_num_queries(12):
        found = conflicts.found(today)

    assert [len(kind.rows) for kind in found] == [count, 0, count, 0, count, 0]
