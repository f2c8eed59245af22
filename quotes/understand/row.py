"""What one answer from elsewhere was understood as. Pure: nothing here knows a database."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quotes.clean import clean_line
from quotes.models.quotes import Quote
from quotes.rules import as_handle, line_problem, name_problem

SHOWN = 5_000  # characters of one row that a preview keeps; more can't be an answer
FIELDS = ("text", "name", "network", "town", "work")
LONGEST_VERSION = 20
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps no NUL, and no encoding has lone surrogates
LIMITS = {"name": 80, "town": 80, "work": 80, "source_url": 500}


class NotUnderstood(Exception):
    """The whole of it can't be read. Carries words for the person who brought it."""


@dataclass
class Row:
    text: str = ""
    name: str = ""
    network: str = ""
    town: str = ""
    work: str = ""
    source: str = ""  # a Quote.Source where the file says it, otherwise empty
    source_url: str = ""
    source_date: str = ""  # 2026-03-31, or empty
    consent_words: str = ""  # where the file is one of our own
    consent_version: str = ""
    raw: str = ""  # as it came: nothing of it is lost
    how: str = ""  # in words: what it was taken for
    notes: list[str] = field(default_factory=list)  # what an editor may want to look at
    problems: list[str] = field(default_factory=list)  # what must be put right before it can come in
    locked: bool = True  # words from elsewhere are mended in the preview only, where they were misunderstood

    def as_dict(self) -> dict[str, Any]:
        """As a database can keep it, however broken the file was."""
        return {name: _storable(value) for name, value in asdict(self).items()}


@dataclass
class Understood:
    """`shape` says in words what the whole was taken for; `aside` are lines that are furniture of a page and no answers."""

    shape: str
    rows: list[Row]
    aside: list[str] = field(default_factory=list)


def finished(row: Row) -> Row:
    """Cleans the fields, cuts what is much too long, and says what is wrong with them. May be called again after mending."""
    too_long = [_not_taken(name, len(getattr(row, name))) for name in ("text", *LIMITS) if len(getattr(row, name)) > max(SHOWN, LIMITS.get(name, 0))]
    for name in ("text", "raw", "consent_words"):
        setattr(row, name, getattr(row, name)[:SHOWN])
    row.consent_version = row.consent_version[:LONGEST_VERSION]
    for name in ("text", "name", "town", "work"):
        setattr(row, name, clean_line(getattr(row, name)[:SHOWN]))
    if row.network not in Quote.Network.values:
        row.network = ""
    if not name_problem(row.name, row.network):
        row.name = as_handle(row.name, row.network)
    row.source = row.source if row.source in Quote.Source.values else ""
    row.locked = row.source != Quote.Source.TYPED
    row.problems = [*too_long, *problems(row)]
    return row


def problems(row: Row) -> list[str]:
    found = [_("No words were found.") if not row.text else line_problem(row.text)]
    found += [_("No name or handle was found.") if not row.name else name_problem(row.name, row.network)]
    found += [_too_long(name, len(getattr(row, name)), most) for name, most in LIMITS.items() if len(getattr(row, name)) > most]
    if row.source_url and not row.source_url.lower().startswith(("https://", "http://")):
        found.append(_("The link must begin with https:// or http://."))
    if row.source_date and not is_day(row.source_date):
        found.append(_("The date must be like 2026-03-31."))
    return [words for words in found if words]


def _storable(value: Any) -> Any:
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return UNSTORABLE.sub("", value) if isinstance(value, str) else value


def is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _not_taken(name: str, length: int) -> str:
    return _("%(field)s: %(count)s characters in one place. Only the beginning is kept here.") % {"field": label(name), "count": f"{length:,}"}


def _too_long(name: str, length: int, most: int) -> str:
    return _("%(field)s: %(count)s characters, at most %(most)s.") % {"field": label(name), "count": f"{length:,}", "most": most}


def label(name: str) -> str:
    return {"text": _("Words"), "name": _("Name"), "town": _("Town"), "work": _("Line of work"), "source_url": _("Link")}.get(name, name)
