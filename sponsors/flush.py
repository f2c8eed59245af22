"""One batch of hits becomes rows, in one transaction: what is new is decided by a key that can exist once, what is too much by a counted row.

Written in SQL that PostgreSQL and SQLite both speak, rows in order, so that two processes never wait for each other.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, cast

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from core.clock import due
from sponsors.models import DayDiscard, DayPage, DayTotal, Drained, Hit, Placement, Reason, SeenOnce, SourceMinute

if TYPE_CHECKING:
    from sponsors.count import Line

SOURCES_KEPT = 5  # minutes
BATCHES_KEPT = timedelta(days=2)  # a batch that waited for its database longer than this is one that never comes
FORGET_AT_ONCE = 10_000  # rows of one statement, so that nobody waits for it


class What(NamedTuple):
    """What is added up: hits of one kind, reason, placement, day and page."""

    hit: str
    reason: str  # empty: counted
    placement_id: int
    day: date
    page: str
    story_id: int


def write(batch: str, lines: Sequence[Line]) -> None:
    """All of them or none; a batch whose number the database has already is left alone."""
    with transaction.atomic():
        if first_time(batch):
            add(Counter(_judged(lines)))


def first_time(batch: str) -> bool:
    return bool(_insert(Drained, ["batch", "at"], [(batch, _moment(timezone.now()))], "ON CONFLICT DO NOTHING RETURNING batch"))


def add(numbers: Counter[What]) -> None:
    """Adds to the daily rows and to the placements' totals. Days outside a placement's flight count as expired."""
    placements = Placement.objects.in_bulk({what.placement_id for what in numbers})
    counted: defaultdict[tuple[int, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    pages: defaultdict[tuple[int, date, str, int], list[int]] = defaultdict(lambda: [0, 0])
    discards: Counter[tuple[int, date, str, str]] = Counter()
    for what, number in numbers.items():
        placement = placements.get(what.placement_id)
        if placement is None:
            continue
        reason = what.reason or ("" if placement.starts <= what.day <= placement.ends else Reason.EXPIRED.value)
        column = 2 if reason else 0 if what.hit == Hit.VIEW else 1
        counted[what.placement_id, what.day][column] += number
        if reason:
            discards[what.placement_id, what.day, what.hit, reason] += number
        else:
            pages[what.placement_id, what.day, what.page, what.story_id][column] += number
    sponsors = {pk: placement.sponsor_id for pk, placement in placements.items()}
    _add(DayTotal, ["placement_id", "day"], ["views", "clicks", "discarded"], counted, sponsors)
    _add(DayPage, ["placement_id", "day", "page", "story_id"], ["views", "clicks"], pages)
    _add(DayDiscard, ["placement_id", "day", "hit", "reason"], ["number"], {key: [number] for key, number in discards.items()})
    _add_to_placements(counted)


def _judged(lines: Sequence[Line]) -> Iterable[What]:
    """Each hit with its reason, now that it is known which are repeated and which are a flood."""
    new = _new_digests(lines)
    fresh: list[Line] = []
    for line in lines:
        reason = line.reason
        if line.digest and line.digest in new:
            new.discard(line.digest)  # the first of its kind in this batch; those after it are repeated
        elif line.digest and not reason:
            reason = Reason.REPEATED.value
        if reason:
            yield What(line.hit, reason, *line[2:6])
        else:
            fresh.append(line)
    room = _room(fresh)
    for line in fresh:
        room[line.source, line.minute] -= 1
        yield What(line.hit, Reason.FLOOD.value if room[line.source, line.minute] < 0 else "", *line[2:6])


def _new_digests(lines: Iterable[Line]) -> set[str]:
    """Those that nobody has written before, in any process."""
    until: dict[str, int] = {}
    for line in lines:
        if line.digest:
            until.setdefault(line.digest, line.until)
    moments = {minute: _moment(datetime.fromtimestamp(minute * 60, tz=UTC)) for minute in set(until.values())}
    rows = [(digest, moments[until[digest]]) for digest in sorted(until)]
    return {row[0] for row in _insert(SeenOnce, ["digest", "until"], rows, "ON CONFLICT DO NOTHING RETURNING digest")}


def _room(lines: Iterable[Line]) -> dict[tuple[str, int], int]:
    """How many hits of each source and minute may still be counted, these included."""
    came = Counter((line.source, line.minute) for line in lines)
    table = SourceMinute._meta.db_table
    tail = f"ON CONFLICT (source, minute) DO UPDATE SET number = {table}.number + excluded.number RETURNING source, minute, number"
    rows = [(source, minute, came[source, minute]) for source, minute in sorted(came)]
    now = {(source, minute): number for source, minute, number in _insert(SourceMinute, ["source", "minute", "number"], rows, tail)}
    return {key: settings.COUNT_SOURCE_LIMIT - (now[key] - number) for key, number in came.items()}


def _add(model: type[models.Model], keys: list[str], columns: list[str], numbers: dict, sponsors: dict[int, int] | None = None) -> None:
    table = model._meta.db_table
    sums = ", ".join(f"{column} = {table}.{column} + excluded.{column}" for column in columns)
    extra = ["sponsor_id"] if sponsors else []
    rows = [(*key, *([sponsors[key[0]]] if sponsors else []), *numbers[key]) for key in sorted(numbers)]
    _insert(model, [*keys, *extra, *columns], rows, f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sums}")


def _add_to_placements(counted: dict[tuple[int, date], list[int]]) -> None:
    totals: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (placement_id, _day), numbers in counted.items():
        totals[placement_id] = [had + more for had, more in zip(totals[placement_id], numbers, strict=True)]
    for placement_id in sorted(totals):
        views, clicks, discarded = totals[placement_id]
        Placement.objects.filter(pk=placement_id).update(
            views=models.F("views") + views, clicks=models.F("clicks") + clicks, discarded=models.F("discarded") + discarded
        )


def _insert(model: type[models.Model], columns: list[str], rows: list[tuple], tail: str) -> list[tuple]:
    """INSERT of many rows in one statement; what RETURNING gave. Names come from this file, the rows go as one parameter, which is quick to read."""
    if not rows:
        return []
    if connection.vendor == "postgresql":
        types = [cast(models.Field, model._meta.get_field(column)).rel_db_type(connection) for column in columns]
        picked = [f"CAST(line.value->>{number} AS {kind})" for number, kind in enumerate(types)]
        source = "json_array_elements(CAST(%s AS json)) AS line(value)"
    else:
        picked = [f"json_extract(line.value, '$[{number}]')" for number in range(len(columns))]
        source = "json_each(%s) AS line WHERE true"  # without WHERE, SQLite takes the tail's ON for that of a join
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(picked)} FROM {source} {tail}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(rows, default=str)])
        return cursor.fetchall() if "RETURNING" in tail else []


def _moment(moment: datetime) -> object:
    """As this database keeps it."""
    return connection.ops.adapt_datetimefield_value(moment)


@due("counts_forget")
def forget() -> None:
    """What only served to tell hits apart goes as soon as it has: digests, sources, numbers of batches."""
    now = timezone.now()
    _delete(SeenOnce.objects.filter(until__lt=now))
    _delete(SourceMinute.objects.filter(minute__lt=int(now.timestamp() // 60) - SOURCES_KEPT))
    _delete(Drained.objects.filter(at__lt=now - BATCHES_KEPT))


def _delete(rows: models.QuerySet) -> None:
    while rows.model._default_manager.filter(pk__in=rows.values("pk")[:FORGET_AT_ONCE]).delete()[0]:
        pass
