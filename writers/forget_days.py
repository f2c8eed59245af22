"""Days grow old: what was counted on each day of a month long past becomes one row of that month's first day. The totals stay."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import TruncMonth
from django.utils import timezone

from core.clock import due
from writers.models import StoryDay

KEPT_BY_DAY = timedelta(days=400)
AT_ONCE = 200  # stories' months in one tick of the clock


def _before() -> date:
    return (timezone.localdate() - KEPT_BY_DAY).replace(day=1)


@due("readers of days long past")
def fold() -> int:
    """How many months of stories were folded. May be called at any time and twice."""
    old = StoryDay.objects.filter(day__lt=_before()).exclude(day__day=1).order_by().annotate(month=TruncMonth("day"))
    months = list(old.values_list("story_id", "month").distinct()[:AT_ONCE])
    for story_id, month in months:
        _fold(story_id, month)
    return len(months)


def _fold(story_id: int, month: date) -> None:
    with transaction.atomic():
        rows = StoryDay.objects.select_for_update().filter(story_id=story_id, day__year=month.year, day__month=month.month)
        numbers = list(rows.values_list("readers", "from_feed"))
        readers, from_feed = (sum(column) for column in zip(*numbers, strict=True))
        rows.exclude(day=month).delete()
        StoryDay.objects.update_or_create(story_id=story_id, day=month, defaults={"readers": readers, "from_feed": from_feed})
