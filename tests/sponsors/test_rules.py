"""What is refused at booking, in words, and who may do what."""

from datetime import date, timedelta

import pytest

from sponsors import rules
from sponsors.book import slot_for_story
from sponsors.models import Blackout, Member, Placement, SeatDay, Slot, Sponsor

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(slot, sponsor, today):
    def ask(first: int = 0, days: int = 7, **more) -> list[str]:
        starts = today + timedelta(days=first)
        values = {"slot": slot, "sponsor": sponsor, "starts": starts, "ends": starts + timedelta(days=days - 1), "today": today} | more
        return rules.refusals(**values)

    return ask


def test_nothing_against_a_week_from_today(refused):
    assert refused() == []


def test_an_end_before_its_start_is_told_alone(refused, sponsor):
    sponsor.status = Sponsor.Status.CLOSED

    assert refused(first=-10, days=-3) == ["The last day is before the first. Check the two dates."]


def test_a_day_in_the_past(refused, today):
    assert refused(first=-1) == [f"{rules.spelled(today - timedelta(days=1))} is over. Choose a first day from today on."]


def test_a_first_day_within_the_lead_time(refused, slot, today):
    slot.lead_days = 3

    assert refused(first=2) == [f"We need some time to read your message: choose a first day from {rules.spelled(today + timedelta(days=3))} on."]
    assert refused(first=3) == []


def test_longer_than_the_slot_allows(refused, slot):
    slot.most_days = 30

    assert refused(days=30) == []
    assert refused(days=31) == ["These are 31 days. At most 30 can be booked at once: choose an earlier last day."]


def test_further_ahead_than_two_years(refused, today):
    assert refused(first=724, days=7) == []
    assert refused(first=725, days=7) == [f"We book two years ahead at most. Choose days up to {rules.spelled(today + timedelta(days=730))}."]


def test_the_last_day_there_is(refused, today):
    assert len(refused(starts=today, ends=date.max)) == 2


@pytest.mark.parametrize(("first", "days", "against"), [(0, 3, 0), (0, 4, 1), (4, 1, 1), (5, 2, 1), (6, 2, 0)])
def test_over_a_blackout(refused, today, first, days, against):
    Blackout.objects.create(starts=today + timedelta(days=3), ends=today + timedelta(days=5), reason="The site is rebuilt.")

    words = refused(first=first, days=days)

    assert len(words) == against
    assert not words or words[0].endswith("The site is rebuilt.")


def test_a_blackout_of_another_slot(refused, wall_slot, today):
    Blackout.objects.create(slot=wall_slot, starts=today, ends=today, reason="The wall is painted.")

    assert refused() == []


def test_a_blackout_that_came_later_leaves_a_placement_its_days_and_stops_new_ones(refused, make_placement, today):
    placement = make_placement(starts=0, days=7)
    Blackout.objects.create(starts=today + timedelta(days=3), ends=today + timedelta(days=8), reason="The site is rebuilt.")

    assert refused(days=7, placement=placement) == []
    assert len(refused(days=9, placement=placement)) == 1  # two of them are new
    Blackout.objects.update(ends=today + timedelta(days=6))
    assert refused(days=9, placement=placement) == []
    assert len(refused(days=7)) == 1


def test_a_blackout_takes_nothing_from_days_that_are_over(refused, make_placement, today):
    placement = make_placement(starts=-10, days=3)
    SeatDay.objects.create(slot=placement.slot, seat=1, day=today, placement=placement, gift=True)
    Placement.objects.filter(pk=placement.pk).update(ends=today)
    placement.refresh_from_db()
    Blackout.objects.create(starts=today - timedelta(days=9), ends=today, reason="The site is rebuilt.")

    assert refused(first=-10, days=14, placement=placement) == []
    SeatDay.objects.filter(day=today).delete()
    assert len(refused(first=-10, days=14, placement=placement)) == 1


@pytest.mark.parametrize(
    ("status", "start"),
    [
        (Sponsor.Status.WAITING, "An editor reads about Bramble & Finch first."),
        (Sponsor.Status.DECLINED, "Bramble & Finch cannot"),
        (Sponsor.Status.CLOSED, "Bramble & Finch cannot"),
    ],
)
def test_a_sponsor_that_is_not_accepted(refused, sponsor, status, start):
    sponsor.status = status

    assert [words.startswith(start) for words in refused()] == [True]


def test_a_prohibited_line_of_business_is_told_why(refused, sponsor):
    sponsor.line.prohibited, sponsor.line.reason = True, "Readers asked us not to."

    assert refused() == ["We cannot take sponsorships from this line of business (Household goods). Readers asked us not to."]


def test_a_slot_that_is_closed(refused, slot, make_placement):
    placement = make_placement()
    slot.open = False

    assert refused() == ["Food and drink is not for sale at present. See what is at /sponsor/."]
    assert refused(placement=placement) == []


def test_a_story_about_the_sponsor(refused, published_story, story_terms, sponsor, bakery):
    own = slot_for_story(published_story)
    assert refused(slot=own) == []

    sponsor.businesses.add(bakery)

    assert refused(slot=own) == ["This story is about Bramble & Finch, and nobody supports a story about themselves. Choose another story, or its section."]


def test_the_section_of_a_story_about_the_sponsor_is_a_notice(refused, slot, wall_slot, published_story, sponsor, bakery):
    assert rules.notices(slot=slot, sponsor=sponsor) == []
    sponsor.businesses.add(bakery)

    said = ["We tell stories about Bramble & Finch. Your message is never shown at a story about yourselves."]

    assert refused() == []
    assert rules.notices(slot=slot, sponsor=sponsor) == rules.notices(slot=wall_slot, sponsor=sponsor) == said


def test_single_stories_that_are_not_for_sale_or_not_there(refused, published_story, story_terms, make_story, author):
    own = slot_for_story(published_story)

    assert refused(slot=story_terms) == ["Choose the story you want to support first."]
    assert refused(slot=slot_for_story(make_story(author, title="Not out yet"))) == ["This story is not on the site. Choose another one."]
    Slot.objects.filter(pk=story_terms.pk).update(open=False)
    assert refused(slot=own) == ["The baker who called is not for sale at present. See what is at /sponsor/."]


def test_what_runs_may_go_on_and_not_end_in_the_past(refused, make_placement, today):
    placement = make_placement(starts=-3, days=7)

    assert refused(first=-3, days=10, placement=placement) == []
    assert refused(first=-3, days=2, placement=placement) == ["The last day is over. Choose one from today on."]


@pytest.mark.parametrize(
    ("role", "expected"),
    [(Member.Role.OWNER, "1111"), (Member.Role.MANAGER, "1011"), (Member.Role.REPORTER, "0001")],
)
def test_what_each_role_may(role, expected):
    may = [rules.may(Member(role=role), what) for what in ("book", "members", "bills", "figures")]

    assert "".join(str(int(one)) for one in may) == expected


def test_who_decides(sponsor, owner, editor, moderator, stranger):
    assert rules.cannot_decide(editor, sponsor) == ""
    assert [rules.cannot_decide(user, sponsor) for user in (owner, moderator, stranger)] == ["Only an editor decides this."] * 3

    Member.objects.create(sponsor=sponsor, user=editor, role=Member.Role.REPORTER)

    assert rules.cannot_decide(editor, sponsor) == "You are a member of Bramble & Finch. Somebody else decides this."


def test_a_lapsed_hold_keeps_nothing(refused, make_placement, today):
    placement = make_placement(state=Placement.State.LAPSED)
    Blackout.objects.create(starts=today, ends=today, reason="Closed.")

    assert len(refused(placement=placement)) == 1
