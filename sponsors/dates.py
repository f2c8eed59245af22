"""Two days as people read them."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _


def dates(starts: date, ends: date) -> str:
    """'November 23 to 29, 2026' in words."""
    if starts == ends:
        return formats.date_format(starts, "F j, Y")
    if (starts.year, starts.month) == (ends.year, ends.month):
        return _("%(first)s to %(last)s") % {"first": formats.date_format(starts, "F j"), "last": formats.date_format(ends, "j, Y")}
    short = "F j" if starts.year == ends.year else "F j, Y"
    return _("%(first)s to %(last)s") % {"first": formats.date_format(starts, short), "last": formats.date_format(ends, "F j, Y")}
