"""When the wall changes by itself: the next moment at which a prompt opens, closes or shows its answers."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min, Q

from quotes.models import Prompt


def next_edge(moment: datetime) -> datetime | None:
    """A page that shows which prompt is open may be kept until then; None where none lies ahead."""
    fields = ("opens_at", "shows_at", "closes_at")
    ahead = Prompt.objects.aggregate(**{f"next_{field}": Min(field, filter=Q(**{f"{field}__gt": moment})) for field in fields})
    return min((edge for edge in ahead.values() if edge), default=None)
