"""Free days: what is sold, held and blacked out, lapsed holds, lowered seats, and dates where the clocks change."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from sponsors import calendar
from sponsors.models import Blackout, Placement

pytestmark = pytest.mark.django_db


def free(slot, first: date, days: int) -> list[int]:
    return [day.free for day in calendar.days(slot, first=first, last=first + timedelta(days=days - 1), now=timezone.now())]


def test_what_is_taken_is_not_free(slot, make_placement, today):
    make_placement(starts=2, days=3)

    assert free(slot, today, 7) == [1, 1, 0, 0, 0, 1, 1]


@pytest.mark.parametrize(("hours", "expected"), [(1, 0), (0, 1), (-1, 1)])
def test_a_hold_past_its_time_is_free_before_any_clock_ticks(slot, make_placement, today, hours, expected):
    make_placement(state=Placement.State.HELD, days=1, held_until=timezone.now() + timedelta(hours=hours))

    assert free(slot, today, 1) == [expected]


def test_what_waits_for_an_editor_does_not_lapse(slot, make_placement, today):
    make_placement(state=Placement.State.SUBMITTED, days=1, held_until=timezone.now() - timedelta(hours=1))

    assert free(slot, today, 1) == [0]


def test_two_seats_and_one_taken_above_a_lowered_number(slot, make_placement, other_sponsor, today):
    slot.seats = 2
    slot.save()
    make_placement(days=1, seat=2)

    assert free(slot, today, 1) == [1]

    slot.seats = 1
    slot.save()

    assert free(slot, today, 1) == [1]


def test_blackouts_of_the_slot_and_of_all(slot, wall_slot, today):
    Blackout.objects.create(slot=wall_slot, starts=today, ends=today, reason="The wall is painted.")
    Blackout.objects.create(starts=today + timedelta(days=1), ends=today + timedelta(days=1), reason="Election day.")

    known = calendar.days(slot, first=today, last=today + timedelta(days=1), now=timezone.now())

    assert [(day.blackout, day.bookable) for day in known] == [("", True), ("Election day.", False)]


def test_days_within_the_lead_time_are_too_soon(slot, today):
    slot.lead_days = 2
    slot.save()

    known = calendar.days(slot, first=today - timedelta(days=1), last=today + timedelta(days=2), now=timezone.now())

    assert [day.too_soon for day in known] == [True, True, True, False]
    assert [day.over for day in known] == [True, False, False, False]


def test_first_free_is_long_enough_and_not_too_soon(slot, make_placement, today):
    make_placement(starts=3, days=4)

    assert calendar.first_free(slot, days=3, now=timezone.now()) == today
    assert calendar.first_free(slot, days=4, now=timezone.now()) == today + timedelta(days=7)
    assert calendar.next_free(slot, days=3, now=timezone.now()) == [today, today + timedelta(days=7), today + timedelta(days=10)]


def test_first_free_of_more_days_than_there_are(slot):
    assert calendar.first_free(slot, days=calendar.LOOK_AHEAD + 2, now=timezone.now()) is None


ZONES = [
    ("America/New_York", date(2027, 3, 10)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/Berlin", date(2027, 3, 25)),
    ("Pacific/Apia", date(2027, 4, 1)),
]


@pytest.mark.parametrize(("zone", "first"), ZONES)
def test_a_week_has_seven_days_where_the_clocks_change(slot, settings, zone, first):
    settings.TIME_ZONE = zone
    with timezone.override(zone):
        known = calendar.days(slot, first=first, last=first + timedelta(days=6), now=datetime(2026, 10, 1, tzinfo=ZoneInfo("UTC")))

    assert [day.day for day in known] == [first + timedelta(days=n) for n in range(7)]


def test_today_is_the_site_s(slot):
    """At 03:30 UTC it is still yesterday in New York."""
    night = datetime(2027, 6, 2, 3, 30, tzinfo=ZoneInfo("UTC"))

    known = calendar.days(slot, first=date(2027, 5, 31), last=date(2027, 6, 2), now=night)

    assert [day.too_soon for day in known] == [True, False, False]


def test_months_are_whole_weeks_from_sunday(slot):
    shown = calendar.months(slot, first=date(2026, 12, 15), number=3, now=timezone.now())

    assert [month.first for month in shown] == [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    assert [len(week) for week in shown[0].weeks] == [7] * 5
    assert [cell and cell.day.day for cell in shown[0].weeks[0]] == [None, None, 1, 2, 3, 4, 5]
    assert [sum(cell is not None for week in month.weeks for cell in week) for month in shown] == [31, 31, 28]


@pytest.mark.parametrize("number", [1, 3])
def test_a_calendar_asks_two_questions(slot, make_placement, django_assert_num_queries, number):
    for n in range(number):
        make_placement(starts=n * 7)

    with django_assert_num_queries(2):
        calendar.months(slot, first=timezone.localdate(), number=6, now=timezone.now())


def test_the_terms_of_stories_have_a_calendar_without_a_row(story_terms, today):
    assert free(story_terms, today, 2) == [1, 1]
