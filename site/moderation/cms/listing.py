"""What a moderator asked to see comes in as an address; at most 50 things of every kind go out in one order, with the address of the next 50.

Each kind is asked once for its next rows and the answers are merged, so page 2,000 costs what page 1 does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from moderation import subjects
from moderation.models import Moderated, Report

SIZE = 50
REPORT = "report"
REPORTED = 50  # where a report stands when the riskiest come first
OLDEST, RISKY, NEWEST = "oldest", "risky", "newest"
Status = Moderated.Status


@dataclass(frozen=True)
class Cursor:
    """The last row seen."""

    risk: int
    at: datetime
    kind: str
    pk: int

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        risk, at, kind, pk = ([*text.split(",", 3), "", "", "", ""])[:4]
        try:
            moment = parse_datetime(at)
            return cls(int(risk), moment.astimezone(UTC), kind, int(pk)) if moment and moment.tzinfo and max(len(risk), len(pk)) < 19 else None
        except (ValueError, OverflowError):  # the first and the last day of the calendar may have no UTC
            return None

    def __str__(self) -> str:
        return f"{self.risk},{self.at.isoformat()},{self.kind},{self.pk}"


@dataclass(frozen=True)
class Wanted:
    status: str = Status.WAITING
    kind: str = ""
    group: str = ""  # "prompt:3"
    order: str = OLDEST
    words: str = ""
    after: Cursor | None = None

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """What it cannot read is as if it were not there."""
        status = query.get("status", "")
        status = status if status in Status.values else Status.WAITING
        order = query.get("order", "")
        order = (order if order in (OLDEST, RISKY) else OLDEST) if status == Status.WAITING else NEWEST
        kind = query.get("kind", "")
        kind = kind if kind == REPORT or subjects.get(kind) else ""
        name, _colon, pk = query.get("group", "").partition(":")
        group = f"{name}:{pk}" if pk.isascii() and pk.isdigit() and len(pk) < 19 and any(one.group == name for one in subjects.every()) else ""
        words = query.get("q", "").replace("\x00", "").strip()[:100]
        return cls(status, kind, group, order, words, Cursor.read(query.get("after", "")))

    def address(self, **changes: Any) -> str:
        """The query of the same list with some of it changed; always from its beginning, unless `after` is given."""
        other = replace(self, **{"after": None, **changes})
        query = QueryDict(mutable=True)
        values = {"status": other.status, "kind": other.kind, "group": other.group, "order": other.order, "q": other.words, "after": str(other.after or "")}
        query.update({name: value for name, value in values.items() if value and value not in (Status.WAITING, OLDEST, NEWEST)})
        return f"?{query.urlencode(safe=':,')}"


def page(wanted: Wanted) -> tuple[list[tuple[str, Any]], str]:
    """The rows with their kinds, and the address of the next page ("" where there is none)."""
    found = [(kind, row) for kind, rows in _sources(wanted) for row in _next(kind, rows, wanted)]
    found.sort(key=lambda pair: _place(pair, wanted.order), reverse=wanted.order == NEWEST)
    shown = list(islice(found, SIZE))
    if len(found) <= SIZE:
        return shown, ""
    kind, last = shown[-1]
    return shown, wanted.address(after=Cursor(last.risk, last.created_at, kind, last.pk))


def _place(pair: tuple[str, Any], order: str) -> tuple:
    kind, row = pair
    return (-row.risk if order == RISKY else 0, row.created_at, kind, row.pk)


def _sources(wanted: Wanted) -> list[tuple[str, QuerySet]]:
    sources = [(one.kind, _things(one, wanted)) for one in subjects.every() if wanted.kind in ("", one.kind) and _in_group(one, wanted)]
    if wanted.status == Status.WAITING and not wanted.group and wanted.kind in ("", REPORT):
        sources.append((REPORT, _reports(wanted)))
    return sources


def _in_group(subject: subjects.Subject, wanted: Wanted) -> bool:
    return not wanted.group or subject.group == wanted.group.partition(":")[0]


def _things(subject: subjects.Subject, wanted: Wanted) -> QuerySet:
    rows = subject.waiting() if wanted.status == Status.WAITING else subject.rows().filter(status=wanted.status)
    if wanted.group:
        name, _colon, pk = wanted.group.partition(":")
        rows = rows.filter(**{f"{name}_id": int(pk)})
    return rows.filter(Q(text__icontains=wanted.words) | Q(name__icontains=wanted.words)) if wanted.words else rows


def _reports(wanted: Wanted) -> QuerySet:
    """One row for each thing that was reported: its first report. They look to the merging like things that were sent in."""
    same = Report.objects.open().filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), pk__lt=OuterRef("pk"))
    rows = Report.objects.open().filter(~Exists(same)).select_related("content_type", "reason")
    if wanted.words:
        rows = rows.filter(words__icontains=wanted.words)
    return rows.annotate(created_at=F("made_at"), risk=Value(REPORTED))


def _next(kind: str, rows: QuerySet, wanted: Wanted) -> QuerySet:
    if wanted.after:
        rows = _beyond(rows, kind, wanted.after, wanted.order)
    order = {OLDEST: ("created_at", "pk"), RISKY: ("-risk", "created_at", "pk"), NEWEST: ("-created_at", "-pk")}[wanted.order]
    return rows.order_by(*order)[: SIZE + 1]


def _beyond(rows: QuerySet, kind: str, last: Cursor, order: str) -> QuerySet:
    side = "lt" if order == NEWEST else "gt"
    later = Q(**{f"created_at__{side}": last.at})
    if kind == last.kind:
        later |= Q(created_at=last.at) & Q(**{f"pk__{side}": last.pk})
    elif (kind > last.kind) == (order != NEWEST):
        later |= Q(created_at=last.at)
    if order == RISKY:
        return rows.filter(risk__lte=last.risk).filter(Q(risk__lt=last.risk) | (Q(risk=last.risk) & later))
    # The first condition is what the index is entered by; the second settles equal moments.
    return rows.filter(**{f"created_at__{side}e": last.at}).filter(later)
