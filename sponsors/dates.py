"""Days of sponsorships: a moment comes in, its day in the site's time zone goes out; and two days as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.utils import formats, timezone
from django.utils.translation import gettext as _


def site_today(now: datetime | None = None) -> date:
    """Explicitly the site's day: screens of the CMS run in each editor's own zone, where another day may be."""
    return timezone.localdate(now, timezone.get_default_timezone())


def midnight(day: date) -> datetime:
    """The site's, in UTC: a midnight that the clocks skip or repeat is no equal of any other moment (PEP 495)."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def dates(starts: date, ends: date) -> str:
    """'November 23 to 29, 2026' in words."""
    if starts == ends:
        return formats.date_format(starts, "F j, Y")
    if (starts.year, starts.month) == (ends.year, ends.month):
        return _("%(first)s to %(last)s") % {"first": formats.date_format(starts, "F j"), "last": formats.date_format(ends, "j, Y")}
    short = "F j" if starts.year == ends.year else "F j, Y"
    return _("%(first)s to %(last)s") % {"first": formats.date_format(starts, short), "last": formats.date_format(ends, "F j, Y")}
