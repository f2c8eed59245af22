"""Figures of one's own: an author sees her stories' readers, rings and comments by day, and nobody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import Reply
from core.models import Ring
from stories.models import PublishedStory
from writers import co_author, figures
from writers.models import StoryDay

pytestmark = pytest.mark.django_db
QUERIES_OF_LINES = 3


@pytest.fixture
def row(published_story) -> PublishedStory:
    """Published ten days ago; read, rung and answered today and two days ago."""
    PublishedStory.objects.update(shown_at=timezone.now() - timedelta(days=10), rings=3)
    today = timezone.localdate()
    StoryDay.objects.create(story=published_story, day=today, readers=4, from_feed=1)
    StoryDay.objects.create(story=published_story, day=today - timedelta(days=2), readers=8, from_feed=2)
    for reader in ("a", "b"):
        Ring.objects.create(kind="story", target=published_story.pk, reader=reader, day=today)
    Ring.objects.create(kind="quote", target=published_story.pk, reader="a", day=today)
    for status in ("approved", "waiting", "declined"):
        Reply.objects.create(story=published_story, name="Di", text="So true.", status=status, shown_at=timezone.now() if status == "approved" else None)
    return PublishedStory.objects.get()


def test_days_and_totals(row):
    found = figures.of(row, days=30)

    newest, oldest = found.days[0], found.days[-1]
    assert (len(found.days), oldest.day) == (11, timezone.localdate(row.shown_at))
    assert (newest.readers, newest.from_feed, newest.rings, newest.comments, newest.bar) == (4, 1, 2, 1, 50)
    assert (found.days[2].readers, found.days[2].bar, found.days[1].bar) == (8, 100, 0)
    assert (found.total.readers, found.total.from_feed, found.total.feed_share, found.total.rings, found.total.comments) == (12, 3, 25, 3, 1)


def test_its_author_sees_them_with_days_to_choose(client, author, row):
    client.force_login(author)

    page = client.get(f"/desk/stories/{row.story_id}/figures/?days=90")

    assert page.status_code == 200
    assert "<dd>12</dd>" in page.text and "Of a hundred readers, 25 came from a feed" in page.text
    assert 'href="?days=90" aria-current="true"' in page.text
    assert 'href="?days=30" aria-current="true"' in client.get(f"/desk/stories/{row.story_id}/figures/?days=x").text


def test_nobody_else_sees_them(client, row, other_author):
    path = f"/desk/stories/{row.story_id}/figures/"
    assert client.get(path)["Location"].startswith("/accounts/login/")

    client.force_login(other_author)
    assert client.get(path).status_code == 404

    one, _key = co_author.invite(row.story, email=other_author.email, name="Bo", by=row.story.owner)
    co_author.agree(one, user=other_author, may_edit=True)
    assert client.get(path).status_code == 200


def test_what_is_not_on_the_site_has_none(client, author, row):
    client.force_login(author)
    PublishedStory.objects.update(live=False)

    assert client.get(f"/desk/stories/{row.story_id}/figures/").status_code == 404
    assert figures.lines(author) == []


def test_a_story_nobody_has_read_says_so(client, author, published_story):
    client.force_login(author)

    assert "Nobody has been counted yet" in client.get(f"/desk/stories/{published_story.pk}/figures/").text


@pytest.mark.parametrize("number", [1, 3])
def test_lines_ask_the_database_as_often_for_three_as_for_one(make_story, publish, author, number, django_assert_num_queries):
    stories = [publish(make_story(author, title=f"Story {one}")) for one in range(number)]
    StoryDay.objects.create(story=stories[0], day=timezone.localdate(), readers=7)

    with django_assert_num_queries(QUERIES_OF_LINES):
        lines = figures.lines(author)

    assert [line.title for line in lines] == [f"Story {one}" for one in reversed(range(number))]  # the newest first, whatever was read most
    assert lines[-1].counted.readers == 7


def test_the_desk_has_no_part_about_readers_before_anything_is_published(author, other_author, published_story):
    assert figures.panel(other_author)["lines"] == []
    assert len(figures.panel(author)["lines"]) == 1
