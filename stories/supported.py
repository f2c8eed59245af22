"""Who supports what: stories ask here, the app that sells placements answers (stories/ may not look at it)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Support:
    """What a page shows of its supporters. `shown` is for components/placement.html, one dict each."""

    shown: list[dict[str, Any]] = field(default_factory=list)
    house: dict[str, Any] | None = None  # the newsroom's own message in a free seat
    offer: dict[str, str] | None = None  # url and words of the link to the calendar
    names: list[dict[str, str]] = field(default_factory=list)  # name and url, for machines
    sentence: str = ""  # the label and who controls what, as text
    mentions: list[str] = field(default_factory=list)  # supporters that the story names


@dataclass(frozen=True)
class Source:
    of_story: Callable[[Any, datetime, str], Support]
    of_section: Callable[[int, datetime], Support]
    card_line: Callable[[Any, datetime], str]


NOBODY = Support()
_sources: list[Source] = []


def answered_by(source: Source) -> None:
    """Registers the one that answers, in place of another."""
    _sources[:] = [source]


def of_story(row: Any, now: datetime, *, text: str = "") -> Support:
    """`row` is a PublishedStory or a Rendered; `text` its body as HTML, in which names are looked for."""
    return _sources[0].of_story(row, now, text) if _sources else NOBODY


def of_section(section_id: int, now: datetime) -> Support:
    return _sources[0].of_section(section_id, now) if _sources else NOBODY


def card_line(row: Any, now: datetime) -> str:
    """“Supported by …” for a card, a row or a feed; empty where nobody does."""
    return _sources[0].card_line(row, now) if _sources else ""
