"""The demo's readers and rings by day: published stories come in, rows as readers would have left them go out. Every total is a count of rows."""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.utils import timezone

from core.forget_readers import GONE, before
from core.models import Ring
from stories.models import PublishedStory
from writers.models import StoryDay

RING_FOR = (6, 11)  # readers to one ring
FROM_FEED = (0.12, 0.34)
BY_DAY = [1.0, 1.05, 1.02, 1.0, 0.94, 0.82, 0.9]  # of a week, Monday first
LASTING = 0.012  # of the first day's readers: so many come on any later day


def fill() -> None:
    """Since each story was published; the same at every fill on the same day."""
    days, rings = [], []
    for row in PublishedStory.objects.live():
        dice = random.Random(row.slug)  # noqa: S311  (a die, not a secret)
        weights = _weights(timezone.localdate(row.shown_at), dice)
        rung = _shared_out(row.rings, weights, dice)
        days += _readers(row.story_id, rung, weights, dice)
        rings += _rings(row.story_id, rung)
    StoryDay.objects.bulk_create(days, batch_size=500)
    Ring.objects.bulk_create(rings, batch_size=500)


def _weights(first: date, dice: random.Random) -> dict[date, float]:
    """Many at first, half as many every two days, and then a few each day."""
    past = range((timezone.localdate() - first).days + 1)
    days = {first + timedelta(days=number): 0.7**number + LASTING for number in past}
    return {day: share * BY_DAY[day.weekday()] * dice.uniform(0.7, 1.3) for day, share in days.items()}


def _shared_out(total: int, weights: dict[date, float], dice: random.Random) -> dict[date, int]:
    found = dict.fromkeys(weights, 0)
    for day in dice.choices(list(weights), weights=list(weights.values()), k=total):
        found[day] += 1
    return found


def _readers(story: int, rung: dict[date, int], weights: dict[date, float], dice: random.Random) -> list[StoryDay]:
    """Never fewer than rang on that day."""
    to_one, feed = dice.uniform(*RING_FOR), dice.uniform(*FROM_FEED)
    all_rings, whole = sum(rung.values()), sum(weights.values())
    rows = []
    for day, number in rung.items():
        readers = max(number + 1, round(all_rings * to_one * weights[day] / whole))
        rows.append(StoryDay(story_id=story, day=day, readers=readers, from_feed=round(readers * feed * dice.uniform(0.6, 1.4))))
    return rows


def _rings(story: int, rung: dict[date, int]) -> list[Ring]:
    """What is older than we remember a reader's hash has none."""
    return [
        Ring(kind="story", target=story, reader=f"{GONE if day < before() else ''}demo-{story}-{number}", day=day)
        for day, count in rung.items()
        for number in range(count)
    ]
