"""What editors look at: slots by week, revenue as a page and as CSV, the conflict report."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from sponsors import bill
from sponsors.cms import week_plan
from sponsors.models import Blackout, Placement, SeatDay, Slot
from tests.sponsors.conftest import make_sponsor

State = Placement.State


@pytest.fixture(autouse=True)
def signed_in(client, editor):
    client.force_login(editor)


@pytest.fixture
def from_sunday(make_placement, today):
    """from_sunday(days after the first day that the plan shows, ...): a placement."""
    return lambda number, **fields: make_placement(starts=(week_plan.sunday(today) - today).days + number, **fields)


def cells(today: date) -> list[list[tuple[list[str], int]]]:
    rows = week_plan.plan(today).rows
    return [[([one.sponsor.name for one in cell.placements], cell.free) for cell in row.cells] for row in rows]


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 11, 22), date(2026, 11, 22)), (date(2026, 11, 28), date(2026, 11, 22)), (date(2026, 11, 29), date(2026, 11, 29))]
)
def test_a_week_begins_on_sunday(day, first):
    assert week_plan.sunday(day) == first


def test_a_week_tells_who_has_the_slot_and_what_is_free(slot, from_sunday, other_sponsor, today):
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    from_sunday(0, days=7)
    from_sunday(6, days=2, sponsor=other_sponsor, seat=2)

    assert cells(today)[0][:3] == [(["Bramble & Finch", "Northside Lamps"], 0), (["Northside Lamps"], 1), ([], 2)]


def test_a_seat_taken_by_two_one_after_the_other_is_one_seat(slot, from_sunday, other_sponsor, today):
    Slot.objects.filter(pk=slot.pk).update(seats=2)
    from_sunday(0, days=3)
    from_sunday(3, days=4, sponsor=other_sponsor)

    assert cells(today)[0][0] == (["Bramble & Finch", "Northside Lamps"], 1)


def test_the_weeks_between_the_end_and_days_made_good_later_are_free(slot, from_sunday, today):
    placement = from_sunday(0, days=7)
    placement.ends += timedelta(days=15)
    placement.save(update_fields=["ends"])
    SeatDay.objects.create(slot=slot, seat=1, day=placement.ends, placement=placement, gift=True)

    assert cells(today)[0][:4] == [(["Bramble & Finch"], 0), ([], 1), ([], 1), (["Bramble & Finch"], 0)]


def test_the_days_that_are_free_in_a_week_are_named(client, slot, from_sunday, today):
    from_sunday(2, days=2)
    first = week_plan.sunday(today)
    Blackout.objects.create(slot=slot, starts=first + timedelta(days=6), ends=first + timedelta(days=7), reason="Election.")

    spans = [cell.spans for cell in week_plan.plan(today).rows[0].cells][:3]
    day = [first + timedelta(days=number) for number in range(21)]
    assert spans == [[(day[0], day[1]), (day[4], day[5])], [(day[8], day[13])], [(day[14], day[20])]]

    page = " ".join(strip_tags(client.get(reverse("cms_sponsor_calendar")).content.decode()).split())
    assert f"Free: {day[0]:%b} {day[0].day} to {day[1]:%b} {day[1].day}, {day[4]:%b} {day[4].day} to {day[5]:%b} {day[5].day}" in page
    assert "1 of 1 free" in page


def test_a_week_whose_days_are_all_taken_has_none_free(client, slot, from_sunday, today):
    from_sunday(0, days=42)

    page = client.get(reverse("cms_sponsor_calendar")).content.decode()
    assert (page.count("none free"), "Free:" in page) == (6, False)


def test_what_is_not_taken_is_not_shown(slot, from_sunday, today):
    for state in (State.DECLINED, State.CANCELLED, State.LAPSED):
        from_sunday(0, state=state)
    from_sunday(0, state=State.HELD, held_until=timezone.now() - timedelta(minutes=1))

    assert cells(today)[0][0] == ([], 1)


def test_single_stories_are_rows_where_somebody_has_them(slot, story_terms, published_story, from_sunday, wall_slot, today):
    taken = Slot.objects.create(kind=Slot.Kind.STORY, story=published_story, rate=3500)
    from_sunday(0, slot=taken)

    later = week_plan.plan(today + timedelta(weeks=week_plan.WEEKS + 1))
    assert ([row.slot.kind for row in week_plan.plan(today).rows], [row.slot.kind for row in later.rows]) == (["section", "story", "wall"], ["section", "wall"])


def test_blackouts_stand_in_their_weeks(client, slot, wall_slot, today):
    first = week_plan.sunday(today)
    Blackout.objects.create(slot=slot, starts=first + timedelta(days=7), ends=first + timedelta(days=8), reason="Election week.")

    plan = week_plan.plan(today)

    assert [[len(cell.blackouts) for cell in row.cells] for row in plan.rows] == [[0, 1, 0, 0, 0, 0], [0] * 6]
    assert "Election week." in client.get(reverse("cms_sponsor_calendar")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_calendar_asks_the_same_number_of_questions(client, count, make_placement, newsroom, django_assert_num_queries):
    for number, section in enumerate(list(newsroom.sections.values())[:count]):
        slot, _made = Slot.objects.get_or_create(kind=Slot.Kind.SECTION, section=section, defaults={"rate": 7000})
        make_placement(slot=slot, sponsor=make_sponsor(f"Sponsor {number}", f"sponsor-{number}"))
    client.get(reverse("cms_sponsor_calendar"))

    with django_assert_num_queries(13):
        table = client.get(reverse("cms_sponsor_calendar")).content.decode().partition("plan__list")[2].partition("</table>")[0]

    assert table.count('<th scope="row"') == count


@pytest.mark.parametrize("typed", ["nonsense", "2026-02-31", "9999-12-31", "0001-01-01", "", "%00", "2026-11-22T10:00"])
def test_a_day_that_is_none_shows_this_week(client, slot, typed, today):
    plan = client.get(f"{reverse('cms_sponsor_calendar')}?from={typed}").context["plan"]

    assert plan.weeks[0].first == week_plan.sunday(today)


def test_earlier_and_later_lead_on(client, slot):
    plan = client.get(f"{reverse('cms_sponsor_calendar')}?from=2026-11-25").context["plan"]

    assert (plan.weeks[0].first, plan.before, plan.after) == (date(2026, 11, 22), date(2026, 10, 11), date(2027, 1, 3))


@pytest.fixture
def sold(make_placement, editor, today):
    placement = make_placement(starts=(date(2026, 1, 30) - today).days, days=7, price=7000)
    bill.issue(placement, by=editor)
    return placement


def test_revenue_is_money_as_people_read_it(client, sold):
    page = client.get(f"{reverse('cms_revenue')}?year=2026").content.decode()

    assert [one for one in ("Jan 2026", "$20.00", "$50.00", "$70.00") if one not in page] == []


def test_revenue_as_csv_has_the_same_numbers(client, sold):
    answer = client.get(f"{reverse('cms_revenue_csv')}?year=2026")

    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (head[:4], row[:4], row[-1]) == (["Slot", "Currency", "2026-01", "2026-02"], ["Food and drink", "USD", "20.00", "50.00"], "70.00")


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(client, sold, newsroom):
    section = newsroom.sections["food-and-drink"]
    type(section).objects.filter(pk=section.pk).update(title="=1+1")

    lines = client.get(f"{reverse('cms_revenue_csv')}?year=2026").content.decode("utf-8-sig").splitlines()

    assert lines[1].startswith("'=1+1,")


@pytest.mark.parametrize("typed", ["nonsense", "0", "20266", "²²²²", ""])
def test_a_year_that_is_none_is_this_year(client, db, typed, today):
    assert client.get(reverse("cms_revenue"), {"year": typed}).context["year"] == today.year


def test_a_year_without_sales_says_so(client, db):
    assert "Nothing was sold for days in 2031." in client.get(f"{reverse('cms_revenue')}?year=2031").content.decode()


def test_the_conflict_report_leads_to_where_one_acts(client, slot, make_placement, today):
    placement = make_placement(starts=3)
    Blackout.objects.create(slot=slot, starts=today, ends=today + timedelta(days=20), reason="Election week.")

    page = client.get(reverse("cms_conflicts")).content.decode()

    assert (reverse("cms_placement", args=[placement.pk]) in page, "Every bill that is due is paid." in page) == (True, True)
