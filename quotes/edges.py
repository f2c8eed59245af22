"""When the wall changes by itself: the next moment at which a prompt opens, closes or shows its answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min, Q

from quotes.models import Prompt

FIELDS = ("opens_at", "shows_at", "closes_at")


def next_edge(moment: datetime) -> datetime | None:
    """A page that shows which prompt is open may be kept until then; None where none lies ahead."""
    ahead = Prompt.objects.aggregate(**{f"next_{field}": Min(field, filter=Q(**{f"{field}__gt": moment})) for field in FIELDS})
    return min((edge for edge in ahead.values() if edge), default=None)


def next_of(prompts: Iterable[Prompt], moment: datetime) -> datetime | None:
    """The same, of prompts that are at hand already."""
    edges = (getattr(prompt, field) for prompt in prompts for field in FIELDS)
    return min((edge for edge in edges if edge and edge > moment), default=None)
