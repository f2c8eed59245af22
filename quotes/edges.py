"""When the wall changes by itself: the next moment at which a prompt opens or closes."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min, Q

from quotes.models import Prompt


def next_edge(moment: datetime) -> datetime | None:
    """A page that shows which prompt is open may be kept until then; None where no opening or closing lies ahead."""
    ahead = Prompt.objects.aggregate(opens=Min("opens_at", filter=Q(opens_at__gt=moment)), closes=Min("closes_at", filter=Q(closes_at__gt=moment)))
    return min((edge for edge in ahead.values() if edge), default=None)
