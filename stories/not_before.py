"""The day before which an author does not want her story published (she may fear her employer): a review and a wanted time come in, the time
at which it may go live goes out."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from stories.models import Review


def no_earlier(review: Review, at: datetime | None) -> datetime | None:
    """`at` (None: at once), or the first moment of the day she chose, where that is later."""
    if review.not_before is None:
        return at
    earliest = timezone.make_aware(datetime.combine(review.not_before, time.min))
    return earliest if earliest > (at or timezone.now()) else at
