"""A long list comes in, one page of it goes out with plain links to older and newer: by keyset, never by OFFSET.

The address carries the last row seen (`?before=<value>,<id>`) or the first one (`?after=`); what it cannot read starts at the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

BEFORE, AFTER = "before", "after"


@dataclass(frozen=True)
class Slice:
    rows: list[Any]
    newer_url: str = ""
    older_url: str = ""
    first: bool = True  # nothing stands before these rows


def by_date(request: HttpRequest, rows: QuerySet, *, size: int, field: str = "shown_at") -> Slice:
    """The newest first; `field` is a datetime that stands in an index together with the id."""
    return _page(request, rows, size=size, field=field, read=_moment, write=_written, down=True)


def by_number(request: HttpRequest, rows: QuerySet, *, size: int, field: str) -> Slice:
    """The largest first; `field` is a whole number that stands in an index together with the id."""
    return _page(request, rows, size=size, field=field, read=_number, write=str, down=True)


def by_name(request: HttpRequest, rows: QuerySet, *, size: int, field: str) -> Slice:
    """In the order of the alphabet; `field` is a text that stands in an index."""
    return _page(request, rows, size=size, field=field, read=str, write=str, down=False)


def _page(request: HttpRequest, rows: QuerySet, *, size: int, field: str, read, write, down: bool) -> Slice:
    before, after = (_cursor(request.GET.get(name, ""), read) for name in (BEFORE, AFTER))
    if after and not before:
        back = list(_beyond(rows, field, after, down=not down)[: size + 1])
        if len(back) > size:  # otherwise the beginning is nearer than a page: start there
            found = back[:size][::-1]
            return Slice(found, _link(request, AFTER, found[0], field, write), _link(request, BEFORE, found[-1], field, write), first=False)
    rest = _beyond(rows, field, before, down=down)[: size + 1] if before else _ordered(rows, field, down=down)[: size + 1]
    found = list(rest)
    more, found = len(found) > size, found[:size]
    newer = _link(request, AFTER, found[0], field, write) if before and found else ""
    older = _link(request, BEFORE, found[-1], field, write) if more else ""
    return Slice(found, newer, older, first=not before)


def _ordered(rows: QuerySet, field: str, *, down: bool) -> QuerySet:
    return rows.order_by(f"-{field}", "-pk") if down else rows.order_by(field, "pk")


def _beyond(rows: QuerySet, field: str, cursor: tuple[Any, int], *, down: bool) -> QuerySet:
    value, pk = cursor
    side = "lt" if down else "gt"
    # The first condition is what the index is entered by; the second settles equal values.
    rest = rows.filter(**{f"{field}__{side}e": value}).filter(Q(**{f"{field}__{side}": value}) | Q(**{f"pk__{side}": pk}))
    return _ordered(rest, field, down=down)


def _cursor(text: str, read) -> tuple[Any, int] | None:
    value, _comma, pk = text.rpartition(",")
    if not value or not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        return None
    try:
        found = read(value.replace("\x00", ""))
    except (ValueError, OverflowError):  # the first and the last day of the calendar may have no UTC
        return None
    return (found, int(pk)) if found is not None else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _moment(text: str) -> datetime | None:
    moment = parse_datetime(text)
    if moment is None:
        return None
    return (timezone.make_aware(moment) if timezone.is_naive(moment) else moment).astimezone(UTC)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _link(request: HttpRequest, name: str, row: Model, field: str, write) -> str:
    query = request.GET.copy()
    for used in (BEFORE, AFTER):
        query.pop(used, None)
    query[name] = f"{write(getattr(row, field))},{row.pk}"
    return f"?{query.urlencode(safe=',:')}"
