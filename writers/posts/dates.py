"""A date as somebody wrote it comes in; a moment goes out, and what was assumed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
SLASHES = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")
DOTS = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")
NAMED = re.compile(
    r"^(?:\w+,\s+)?(?:([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?),?\s+(\d{4})\b", re.IGNORECASE
)


def moment(value: Any) -> tuple[datetime | None, str]:
    """None where it is no date; the words say what was assumed, or that it could not be read."""
    if value in (None, ""):
        return None, ""
    if isinstance(value, date):
        return _whole(value), ""
    typed = str(value).strip()
    try:
        found, words = _read(typed)
    except (ValueError, OverflowError):
        found, words = None, ""
    return (found, words) if found else (None, _("Its date, “%(date)s”, could not be read.") % {"date": typed[:40]})


def _read(typed: str) -> tuple[datetime | None, str]:
    if re.fullmatch(r"\d{13}|\d{10}", typed):  # seconds or thousandths since 1970
        return datetime.fromtimestamp(int(typed[:10]), UTC), ""
    if found := ISO.match(typed):
        year, month, day, hour, minute, second, part, zone = found.groups()
        bare = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), int((part or "0").ljust(6, "0")))
        if not zone:
            return _whole(bare if hour else bare.date()), ""
        offset = "+00:00" if zone.upper() in {"Z", "UTC"} else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
        return datetime.fromisoformat(f"{bare.isoformat()}{offset}"), ""
    if found := SLASHES.match(typed):
        return _slashes(found)
    if found := DOTS.match(typed):
        day, month, year = (int(one) for one in found.groups()[:3])
        return _at(year, month, day, found), ""
    if found := NAMED.match(typed):
        name, day_after, day_before, name_after, year = found.groups()
        month = next((number for number, month in enumerate(MONTHS, 1) if month.startswith((name or name_after).lower()[:3])), 0)
        if not re.search(r"\d:\d", typed):
            return _whole(date(int(year), month, int(day_after or day_before))), ""
    known = parsedate_to_datetime(typed)
    return (known if timezone.is_aware(known) else timezone.make_aware(known)), ""


def _slashes(found: re.Match[str]) -> tuple[datetime, str]:
    first, second, year = (int(one) for one in found.groups()[:3])
    if first > 12:
        return _at(year, second, first, found), ""
    words = ""
    if second <= 12 and first != second:
        words = _("Its date, %(date)s, was read as month/day/year.") % {"date": found[0]}
    return _at(year, first, second, found), words


def _at(year: int, month: int, day: int, found: re.Match[str]) -> datetime:
    hour, minute = found.group(4), found.group(5)
    return _whole(datetime(year, month, day, int(hour), int(minute)) if hour else date(year, month, day))


def _whole(value: date) -> datetime:
    """A day without a time is its noon: the same day in any zone of ours."""
    full = value if isinstance(value, datetime) else datetime.combine(value, time(12))
    return full if timezone.is_aware(full) else timezone.make_aware(full)
