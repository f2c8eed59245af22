"""{% replies story_id %}: what readers have added under a story, for the story's cached page. One query."""

from __future__ import annotations

from typing import Any

from django import template

from community.models import Reply

register = template.Library()
SHOWN = 30


@register.inclusion_tag("community/_replies.html")
def replies(story: int) -> dict[str, Any]:
    """The latest ones, the oldest of them first."""
    rows = list(Reply.objects.shown().filter(story_id=story).order_by("-shown_at", "-id")[: SHOWN + 1])
    return {"story": story, "replies": rows[:SHOWN][::-1], "more": len(rows) > SHOWN}
