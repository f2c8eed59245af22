"""{% replies story_id %}: what readers have added under a story, for the story's cached page. One query."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.models import Reply
from core import ready

register = template.Library()
SHOWN = 30


@register.simple_tag
@ready.until_changed
def replies(story: int) -> SafeString:
    """The latest ones, the oldest of them first. A decision on any of them makes this old, as it does the page."""
    rows = list(Reply.objects.shown().filter(story_id=story).order_by("-shown_at", "-id")[: SHOWN + 1])
    context = {"story": story, "replies": rows[:SHOWN][::-1], "more": len(rows) > SHOWN}
    return render_to_string("community/_replies.html", context)
