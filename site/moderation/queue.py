"""Everything that waits for an editor: apps register what of theirs waits; `/cms/` opens on it, oldest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `url` is where it is decided; `flags` are words an editor can read."""

    kind: str
    title: str
    url: str
    since: datetime
    author: str = ""
    step: str = ""
    flags: tuple[str, ...] = field(default=())


Source = Callable[[], Iterable[Waiting]]
_sources: list[tuple[Source, Callable[[], int]]] = []


def register(source: Source, count: Callable[[], int]) -> None:
    """Adds a list to the queue: `source` gives at most 100 things, oldest first; `count` how many wait."""
    _sources.append((source, count))


def what_waits() -> list[Waiting]:
    return sorted((thing for source, _ in _sources for thing in source()), key=lambda thing: thing.since)


def how_many_wait() -> int:
    return sum(count() for _, count in _sources)
