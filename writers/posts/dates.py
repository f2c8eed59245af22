"""A date as somebody wrote it comes in; a moment goes out, and what was assumed."""

from __future__ import annotations

import re
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from datetime import timezone as fixed
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

EARLIEST, LATEST = 1900, 2200  # years; others are slips, or hold a place
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
DAY_FIRST = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
YEAR_FIRST = re.compile(r"^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|^(\d{4})(\d{2})(\d{2})(?=T|\b)")
UNCLEAR = re.compile(r"^(\d{1,2})([-/])(\d{1,2})\2(\d{4})\b")
NAMED = re.compile(
    r"^(?:[^\W\d]+\.?,?\s+)?(?:([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?),?\s+(\d{4})\b", re.IGNORECASE
)
CLOCK = re.compile(r"^[T\s,]*(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*([ap]\.?m\b\.?)?", re.IGNORECASE)
OFFSET = re.compile(r"^([+-])(\d{2}):?(\d{2})?$")
ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1}


def moment(value: Any) -> tuple[datetime | None, str]:
    """None where it is no date; the words say what was assumed, or that it could not be read."""
    if value in (None, "") or isinstance(value, bool):
        return None, ""
    if isinstance(value, date):
        return moment(value.isoformat())
    typed = str(value).strip()
    try:
        found, words = _read(typed)
        if found and not EARLIEST <= found.astimezone(UTC).year <= LATEST:
            found = None
    except (ValueError, OverflowError):
        found, words = None, ""
    return (found, words) if found else (None, _("Its date, “%(date)s”, could not be read.") % {"date": typed[:40]})


def _read(typed: str) -> tuple[datetime | None, str]:
    if re.fullmatch(r"\d{13}|\d{10}", typed):  # seconds or thousandths since 1970
        return datetime.fromtimestamp(int(typed[:10]), UTC), ""
    day, end, words = _day(typed)
    if day is None:
        return None, ""
    at, said = _time(typed[end:])
    if at is None:
        return _whole(day), words
    whole = datetime.combine(day, time()) + at
    zone = _zone(said)
    if said and zone is None:
        words = words or _("The time zone of its date, “%(zone)s”, is not known here: the newsroom's was taken.") % {"zone": said[:30]}
    return (whole.replace(tzinfo=zone) if zone else _whole(whole)), words


def _day(typed: str) -> tuple[date | None, int, str]:
    """The day, where it ends in what was typed, and what was assumed."""
    if found := YEAR_FIRST.match(typed):
        year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
        return date(int(year), int(month), int(day)), found.end(), ""
    if found := DAY_FIRST.match(typed):
        return date(int(found[3]), int(found[2]), int(found[1])), found.end(), ""
    if found := UNCLEAR.match(typed):
        return _unclear(found)
    if found := NAMED.match(typed):
        name, day_after, day_before, name_after, year = found.groups()
        month = next((number for number, month in enumerate(MONTHS, 1) if month.startswith((name or name_after).lower()[:3])), 0)
        return date(int(year), month, int(day_after or day_before)), found.end(), ""
    return None, 0, ""


def _unclear(found: re.Match[str]) -> tuple[date, int, str]:
    """03/04/2019 is March 4, as here; 03-04-2019, which nobody here writes, is April 3."""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month_first = second > 12 or (first <= 12 and found[2] == "/")
    month, day = (first, second) if month_first else (second, first)
    words = ""
    if first <= 12 and second <= 12 and first != second:
        said = _("Its date, %(date)s, was read as month/day/year.") if month_first else _("Its date, %(date)s, was read as day-month-year.")
        words = said % {"date": found[0]}
    return date(year, month, day), found.end(), words


def _time(rest: str) -> tuple[timedelta | None, str]:
    """Since midnight, with what was said of the zone; None where no time was given."""
    found = CLOCK.match(rest)
    if not found:
        return None, ""
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[5] or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError(rest)
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=int((found[4] or "0").ljust(6, "0"))), rest[found.end() :].strip(" ()")


def _zone(typed: str) -> tzinfo | None:
    """None where none was given, or one that nobody knows: then it is the newsroom's."""
    if offset := OFFSET.match(typed):
        sign = -1 if offset[1] == "-" else 1
        return fixed(sign * timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)))
    if typed.upper() in ZONES:
        return fixed(timedelta(hours=ZONES[typed.upper()]))
    try:
        return zoneinfo.ZoneInfo(typed) if re.fullmatch(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+", typed) else None
    except zoneinfo.ZoneInfoNotFoundError:
        return None


def _whole(value: date) -> datetime:
    """A day without a time is its noon: the same day in any zone of ours."""
    full = value if isinstance(value, datetime) else datetime.combine(value, time(12))
    return full if timezone.is_aware(full) else timezone.make_aware(full)
