"""What was counted, of one placement and of all of a sponsor, in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.db.models import F

from sponsors import figures
from sponsors.figures import Count
from sponsors.models import DayDiscard, DayPage, DayTotal, Placement


@pytest.fixture
def count_day():
    """count_day(placement, <days after its first>, views, clicks, discarded)"""

    def count(placement, number, views=10, clicks=1, discarded=2):
        day = placement.starts + timedelta(days=number)
        counts = {"views": views, "clicks": clicks, "discarded": discarded}
        DayTotal.objects.create(placement=placement, sponsor=placement.sponsor, day=day, **counts)
        Placement.objects.filter(pk=placement.pk).update(**{name: F(name) + number for name, number in counts.items()})

    return count


def test_every_day_until_today_has_its_row_also_one_without_hits(make_placement, count_day, today):
    placement = make_placement(starts=-3, days=10)
    count_day(placement, 0, 40, 3, 5)
    count_day(placement, 2, 60, 2, 1)

    found = figures.of_placement(placement)

    assert found.total == Count(100, 5, 6)
    assert [(one.day, one.count) for one in found.periods] == [
        (today - timedelta(days=3), Count(40, 3, 5)),
        (today - timedelta(days=2), Count()),
        (today - timedelta(days=1), Count(60, 2, 1)),
        (today, Count()),
    ]
    assert found.clicks_of_views == "5 of 100 times that it was seen, it was clicked."


def test_before_its_first_day_there_is_nothing(make_placement):
    found = figures.of_placement(make_placement(starts=5))

    assert (found.total, found.periods, found.pages, found.stories, found.reasons) == (Count(), [], [], [], [])


def test_a_long_one_goes_by_month_and_loses_nothing(make_placement, count_day):
    placement = make_placement(starts=-200, days=180)
    for number in range(180):
        count_day(placement, number, 10, 1, 2)

    found = figures.of_placement(placement)

    assert found.monthly
    assert all(one.day.day == 1 for one in found.periods)
    assert sum((one.count for one in found.periods), Count()) == found.total == Count(1800, 180, 360)


def test_pages_and_stories_are_summed_over_days_with_their_titles(make_placement, published_story, today):
    placement = make_placement(starts=-2)
    rows = [("story", published_story.pk, 20, 2), ("story", published_story.pk, 10, 0), ("story", 999_999, 5, 1), ("section", 0, 7, 0)]
    for number, (page, story, views, clicks) in enumerate(rows):
        DayPage.objects.create(placement=placement, day=today - timedelta(days=number), page=page, story_id=story, views=views, clicks=clicks)

    found = figures.of_placement(placement)

    assert [(one.name, one.views, one.clicks) for one in found.pages] == [("Stories", 35, 3), ("The section's page", 7, 0)]
    assert [(one.name, one.url, one.views, one.clicks) for one in found.stories] == [
        ("The baker who called", "/stories/food-and-drink/the-baker-who-called/", 30, 2),
        ("A story that is no longer published", "", 5, 1),
    ]


def test_stories_beyond_the_table_are_summed(make_placement, today):
    placement = make_placement()
    DayPage.objects.bulk_create(DayPage(placement=placement, day=today, page="story", story_id=1000 + n, views=100 - n, clicks=1) for n in range(53))

    found = figures.of_placement(placement)

    assert len(found.stories) == 50
    assert (found.other_stories.name, found.other_stories.views, found.other_stories.clicks) == ("3 other stories", 50 + 49 + 48, 3)


def test_hits_that_were_not_counted_say_why_in_words(make_placement, today):
    placement = make_placement(starts=-1)
    for day, hit, reason, number in [(0, "view", "bot", 4), (1, "view", "bot", 3), (0, "click", "scanner", 9)]:
        DayDiscard.objects.create(placement=placement, day=today - timedelta(days=day), hit=hit, reason=reason, number=number)

    found = figures.of_placement(placement)

    assert [(one.hit, one.words, one.number) for one in found.reasons] == [
        ("clicked", "a program that checks links in mails", 9),
        ("seen", "a robot that says so", 7),
    ]


@pytest.mark.parametrize("stories", [1, 3])
def test_a_placement_costs_four_queries(make_placement, make_story, publish, author, today, stories, django_assert_num_queries, count_day):
    placement = make_placement(starts=-5)
    for number in range(stories):
        story = publish(make_story(author, title=f"Story {number}"))
        DayPage.objects.create(placement=placement, day=today, page="story", story_id=story.pk, views=1)
        DayDiscard.objects.create(placement=placement, day=today - timedelta(days=number), hit="view", reason="bot", number=1)
        count_day(placement, number)

    with django_assert_num_queries(4):
        found = figures.of_placement(placement)

    assert len(found.stories) == stories


@pytest.mark.parametrize("placements", [1, 3])
def test_all_of_a_sponsor_costs_three_queries(make_placement, wall_slot, sponsor, other_sponsor, today, placements, django_assert_num_queries, count_day):
    for number in range(placements):
        count_day(make_placement(slot=wall_slot, starts=-30 + number * 7), 1, 10, 1, 2)
    count_day(make_placement(starts=-30, sponsor=other_sponsor), 1, 1000, 100, 10)

    with django_assert_num_queries(3):
        found = figures.of_sponsor(sponsor, first=today - timedelta(days=40), last=today)
        labels = [(one.placement.slot.label, one.dates) for one in found.placements]

    assert found.total == Count(10 * placements, placements, 2 * placements)
    assert len(labels) == placements
    assert len(found.periods) == 41


def test_only_the_days_asked_for_are_summed(make_placement, sponsor, today, count_day):
    placement = make_placement(starts=-10, days=10)
    for number in range(10):
        count_day(placement, number, 10, 0, 0)

    found = figures.of_sponsor(sponsor, first=today - timedelta(days=4), last=today - timedelta(days=3))

    assert found.total == Count(20, 0, 0)
    assert [one.count.views for one in found.periods] == [10, 10]
    assert [one.count.views for one in found.placements] == [20]
    assert figures.span(sponsor) == (today - timedelta(days=10), today - timedelta(days=1))


@pytest.mark.parametrize("first", [-40, -25, -3])
def test_the_placements_add_up_to_the_days_wherever_the_days_begin(make_placement, wall_slot, sponsor, today, count_day, first):
    for number in range(4):
        placement = make_placement(slot=wall_slot, starts=-30 + number * 7)
        for day in range(7):
            count_day(placement, day, 10 + number, 1, 2)

    for last in (0, -5, -20):
        days = {"first": today + timedelta(days=first), "last": today + timedelta(days=last)}
        found = figures.of_sponsor(sponsor, **days)
        assert sum((one.count for one in found.placements), Count()) == found.total


def test_older_placements_are_summed(make_placement, sponsor, today, count_day, monkeypatch):
    monkeypatch.setattr(figures, "PLACEMENTS_IN_A_TABLE", 2)
    for number in range(5):
        count_day(make_placement(starts=-50 + number * 7), 0, 10 + number, 0, 0)

    found = figures.of_sponsor(sponsor, first=today - timedelta(days=60), last=today)

    assert [one.count.views for one in found.placements] == [14, 13]
    assert (found.other_placements.number, found.other_placements.count.views) == (3, 12 + 11 + 10)
