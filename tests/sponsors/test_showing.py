"""Pages change by themselves at midnight, when a flight starts or ends: from the cache, from the process's memory, in a proxy and not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache.backends import base, locmem
from django.utils import timezone

from core import generation
from sponsors import place
from stories.models import PublishedStory

pytestmark = pytest.mark.django_db
SECTION = "/stories/food-and-drink/"


class Clock:
    """The time of Django and of its caches, as a test sets it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def time(self) -> float:
        return self.moment.timestamp()

    def go(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def clock(monkeypatch, settings) -> Clock:
    settings.MEASURE = True
    made = Clock(timezone.now())
    monkeypatch.setattr(timezone, "now", made.now)
    for backend in (base, locmem):
        monkeypatch.setattr(backend, "time", made)
    monkeypatch.setattr(generation, "CHECK_EVERY", 3600)  # nothing changes in these tests but the time
    return made


def shown(client, path: str = SECTION) -> tuple[bool, Any]:
    answer = client.get(path)
    return "Kettles that last." in answer.content.decode(), answer["X-Cache"]


@pytest.fixture
def tonight(clock, make_placement, today):
    """A minute before midnight; a flight begins then and lasts for a day."""
    make_placement(starts=1, days=1)
    clock.moment = place.midnight(today + timedelta(days=1)) - timedelta(seconds=60)
    return clock


def test_a_page_changes_at_midnight_and_a_day_later(client, tonight):
    before = [shown(client), shown(client)]
    tonight.go(seconds=59)
    last_second = shown(client)
    tonight.go(seconds=1)
    starts = [shown(client), shown(client)]
    tonight.go(hours=23, minutes=59, seconds=30)
    still = shown(client)
    tonight.go(seconds=30)
    over = shown(client)

    assert before == [(False, "miss"), (False, "hit")]
    assert last_second[0] is False
    assert starts == [(True, "miss"), (True, "hit")]
    assert still[0] is True
    assert over == (False, "miss")


def words(client, path: str) -> str:
    """Feeds escape HTML once more."""
    return unescape(unescape(client.get(path).content.decode()))


def test_a_storys_page_its_cards_and_the_feed_change_with_it(client, tonight, published_story):
    generation.forget()
    paths = [PublishedStory.objects.get().get_absolute_url(), "/", "/stories/", "/feeds/stories.rss", "/feeds/stories.json", "/businesses/marlow-bakery/"]
    before = ["Bramble & Finch" in words(client, path) for path in paths]
    tonight.go(seconds=60)
    after = ["Bramble & Finch" in words(client, path) for path in paths]

    assert before == [False] * 6
    assert after == [True] * 6


def test_cards_kept_in_the_process_change_too(client, clock, make_story, publish, author, make_placement, today):
    first, second = publish(make_story(author, title="First")), publish(make_story(author, title="Second"))
    make_placement(starts=1, days=1)
    clock.moment = place.midnight(today + timedelta(days=1)) - timedelta(seconds=60)
    generation.forget()
    path = PublishedStory.objects.get(story=second).get_absolute_url()
    related = '<section class="related"'

    before = "Supported by" in client.get(path).content.decode().partition(related)[2]
    clock.go(seconds=60)
    after = "Supported by" in client.get(path).content.decode().partition(related)[2].partition("<footer")[0]

    assert first.pk != second.pk
    assert (before, after) == (False, True)


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (60, "max-age=0, s-maxage=1, stale-while-revalidate=5"),
        (6, "max-age=0, s-maxage=1, stale-while-revalidate=5"),
        (3, "max-age=0, s-maxage=1, stale-while-revalidate=2"),
        (1, "max-age=0, s-maxage=1"),
        (0.5, "max-age=0, s-maxage=0"),
    ],
)
def test_nobody_else_is_allowed_to_keep_a_page_beyond_midnight(client, tonight, seconds, says):
    early = client.get(SECTION)
    tonight.go(seconds=60 - seconds)
    late, again = client.get(SECTION), client.get(SECTION, headers={"If-None-Match": early["ETag"]})

    assert early["Cache-Control"] == "max-age=0, s-maxage=1, stale-while-revalidate=5"
    assert late["Cache-Control"] == says
    assert (again.status_code, again["Cache-Control"]) == (304, says)


def test_a_page_begun_before_midnight_is_not_kept_after_it(client, tonight, monkeypatch):
    from stories.views import reading

    slow = reading.render

    def render(*args, **kwargs):
        answer = slow(*args, **kwargs)
        tonight.go(seconds=2)
        return answer

    tonight.go(seconds=59)
    with monkeypatch.context() as patched:
        patched.setattr(reading, "render", render)
        begun_before = shown(client)

    assert begun_before == (False, "miss")
    assert shown(client) == (True, "miss")


@pytest.mark.parametrize(
    ("day", "hours", "utc"),
    [
        (date(2027, 3, 14), 23, "2027-03-14T05:00"),  # the clocks go forward: a day of 23 hours
        (date(2027, 11, 7), 25, "2027-11-07T04:00"),  # and back: one of 25
    ],
)
def test_a_day_on_which_the_clocks_change_is_a_whole_day(client, clock, make_placement, today, day, hours, utc):
    make_placement(starts=(day - today).days, days=1)
    starts = datetime.fromisoformat(f"{utc}+00:00").astimezone(UTC)

    found = []
    for moment in (starts - timedelta(seconds=1), starts, starts + timedelta(hours=hours, seconds=-1), starts + timedelta(hours=hours)):
        clock.moment = moment
        found.append(shown(client)[0])

    assert found == [False, True, True, False]


def test_a_page_is_the_same_for_everybody_within_the_minute(client, clock, make_placement, editor, settings):
    make_placement()
    clock.moment = clock.moment.replace(second=1)
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    as_stranger = client.get(f"{SECTION}?a")
    client.force_login(editor)
    as_editor = client.get(f"{SECTION}?b")

    assert not as_stranger.cookies
    assert as_stranger.content.replace(b"?a", b"") == as_editor.content.replace(b"?b", b"")
