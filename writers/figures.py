"""Figures of one's own: a published story comes in, its readers, rings and comments by day go out. Never a ranking of anybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from core.models import Ring
from moderation.states import APPROVED
from people.models import User
from stories.models import PublishedStory, Review, StoryPage
from writers.models import StoryDay

SPANS = (30, 90)  # days that can be shown
ON_DESK = 10  # stories with a line on the desk
SHOWN = Q(replies__status=APPROVED)  # comments are rows of an app above this one


@dataclass
class Counted:
    readers: int = 0
    from_feed: int = 0
    rings: int = 0
    comments: int = 0

    @property
    def feed_share(self) -> int:
        """Of a hundred readers, how many came from a feed."""
        return round(100 * self.from_feed / self.readers) if self.readers else 0


@dataclass
class Day(Counted):
    day: date = date.min
    bar: int = 0  # of a hundred: its readers beside the fullest day's


@dataclass
class Figures:
    days: list[Day] = field(default_factory=list)  # newest first
    total: Counted = field(default_factory=Counted)  # since it was published


@dataclass(frozen=True)
class Line:
    """One story on the desk."""

    story_id: int
    title: str
    counted: Counted


def of(row: PublishedStory, *, days: int) -> Figures:
    """The last so many days, and everything since it was published. Days before it was published are left out."""
    today = timezone.localdate()
    first = max(today - timedelta(days=days - 1), timezone.localdate(row.shown_at))
    shown = [Day(day=today - timedelta(days=number)) for number in range((today - first).days + 1)]
    _fill({one.day: one for one in shown}, row.story_id, first)
    fullest = max((one.readers for one in shown), default=0)
    for one in shown:
        one.bar = round(100 * one.readers / fullest) if fullest else 0
    return Figures(shown, _totals([row])[row.story_id])


def _fill(by_day: dict[date, Day], story_id: int, first: date) -> None:
    for day, readers, from_feed in StoryDay.objects.filter(story_id=story_id, day__gte=first).values_list("day", "readers", "from_feed"):
        if day in by_day:
            by_day[day].readers, by_day[day].from_feed = readers, from_feed
    rings = Ring.objects.filter(kind="story", target=story_id, day__gte=first).values("day").annotate(number=Count("pk")).values_list("day", "number")
    for day, number in rings:
        if day in by_day:
            by_day[day].rings = number
    shown = StoryPage.objects.filter(SHOWN, pk=story_id, replies__shown_at__isnull=False).annotate(day=TruncDate("replies__shown_at"))
    for day, number in shown.values("day").annotate(number=Count("replies")).values_list("day", "number"):
        if day in by_day:
            by_day[day].comments = number


def _totals(rows: list[PublishedStory]) -> dict[int, Counted]:
    """Three queries for any number of stories. A story's rings stand on its own row."""
    ids = [row.story_id for row in rows]
    found = {row.story_id: Counted(rings=row.rings) for row in rows}
    read = StoryDay.objects.filter(story_id__in=ids).values("story_id").annotate(readers=Sum("readers"), from_feed=Sum("from_feed"))
    for one in read.order_by().values_list("story_id", "readers", "from_feed"):
        found[one[0]].readers, found[one[0]].from_feed = one[1], one[2]
    replied = StoryPage.objects.filter(SHOWN, pk__in=ids).order_by().values("pk").annotate(number=Count("replies"))
    for pk, number in replied.values_list("pk", "number"):
        found[pk].comments = number
    return found


def lines(user: User) -> list[Line]:
    """Hers that readers can see, the newest first: never in the order of their numbers."""
    hers = Review.objects.of(user).values("story_id")
    rows = list(PublishedStory.objects.live().for_cards().filter(story_id__in=hers).newest()[:ON_DESK])
    totals = _totals(rows) if rows else {}
    return [Line(row.story_id, row.title, totals[row.story_id]) for row in rows]


def panel(user: User) -> dict[str, Any]:
    """The desk's part about her readers, once something is published."""
    return {"template": "writers/figures_panel.html", "lines": lines(user)}
