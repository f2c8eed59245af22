"""The cards under a story: ready for the whole section, never the story itself, gone when a story goes."""

from datetime import date

import pytest
from django.db import connection

from stories.models import PublishedStory, StoryOfBusiness, StoryOfByline


@pytest.fixture
def five(make_story, publish, author):
    return [publish(make_story(author, title=f"Loaf number {number}")) for number in range(5)]


def titles_under(client, story) -> list[str]:
    page = client.get(PublishedStory.objects.get(story=story).get_absolute_url()).content.decode()
    related = page.partition('class="related"')[2]
    return [f"Loaf number {number}" for number in range(5) if f"Loaf number {number}" in related]


def test_story_shows_three_newest_others(client, five):
    assert titles_under(client, five[4]) == ["Loaf number 1", "Loaf number 2", "Loaf number 3"]
    assert titles_under(client, five[0]) == ["Loaf number 2", "Loaf number 3", "Loaf number 4"]


def test_unpublished_story_leaves_the_cards_at_once(client, five, django_capture_on_commit_callbacks):
    assert "Loaf number 4" in titles_under(client, five[0])

    with django_capture_on_commit_callbacks(execute=True):
        five[4].unpublish()

    assert titles_under(client, five[0]) == ["Loaf number 1", "Loaf number 2", "Loaf number 3"]


def test_second_story_of_a_section_needs_no_query_for_its_cards(client, five, django_assert_max_num_queries):
    titles_under(client, five[0])
    address = PublishedStory.objects.get(story=five[1]).get_absolute_url()

    with django_assert_max_num_queries(6) as captured:
        client.get(address)

    assert [one["sql"] for one in captured.captured_queries if "LIMIT 4" in one["sql"]] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by size: an empty table is read whole")
def test_newest_stories_come_from_their_index_and_are_not_sorted(db):
    plan = PublishedStory.objects.live().newest()[:12].explain()

    assert "USING INDEX published_newest" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(("links", "field"), [(StoryOfBusiness, "business"), (StoryOfByline, "byline")])
def test_stories_of_a_business_or_a_byline_come_from_their_index_and_are_not_sorted(db, links, field):
    if connection.vendor == "postgresql":  # it reads an empty table whole as long as it may
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    plan = links.objects.filter(**{field: 1}).order_by("-shown_at", "-pk")[:13].explain()

    assert f"published_of_{field}" in plan
    assert "TEMP B-TREE" not in plan and "Sort" not in plan


def test_story_says_where_a_promise_stands_and_when_it_was_seen(client, make_story, publish, author, bakery):
    bakery.promise, bakery.promise_source, bakery.promise_date = "Another loaf or your money.", "On the door.", date(2026, 3, 1)
    bakery.save()

    page = client.get(PublishedStory.objects.get(story=publish(make_story(author))).get_absolute_url()).content.decode()

    assert "Another loaf or your money." in page
    assert "On the door." in page and "On the door.." not in page
    assert "Seen on March 1, 2026." in page
