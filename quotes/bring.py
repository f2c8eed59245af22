"""Bringing quotes in from elsewhere: rows that were understood come in, a Batch to look at goes out, and of that, once, quotes that wait."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from moderation import decide
from moderation.fold import folded, likeness, text_key, trigrams
from quotes.models import Batch, Prompt, Quote
from quotes.understand.credit import network_at
from quotes.understand.row import FIELDS, Row, finished

VERSION = "brought 2026-11-22"  # of the words in given(); changes with them
MOST_ROWS = 500  # of one preview; more come in by `manage.py import_quotes`
NEAR = 0.75  # the share of trigrams from which two lines are told as nearly the same
COMMON = 150  # a trigram that so many lines share tells nothing about any two
COMPARED = 1_000  # quotes of the prompt that a preview is compared with, the newest
MENDED = (*FIELDS, "source_url", "source_date")
ROW_FIELDS = {field.name for field in fields(Row)}

RowDict = dict[str, Any]  # Row.as_dict() and, of a preview: leave (bool), same, near (words)


class CannotBring(Exception):
    """Carries words for the editor."""


@dataclass(frozen=True)
class Seen:
    """Where the words were seen and under what consent, for all rows that do not say it themselves."""

    consent: str
    consent_note: str = ""
    source: str = Quote.Source.SEEN
    source_url: str = ""
    source_date: date | None = None


@dataclass(frozen=True)
class Brought:
    count: int
    again: int = 0  # left out because the same words by the same name came in meanwhile


def given(consent: str, note: str) -> dict[str, str]:
    """What is stored with each quote: the words of the kind of consent, how it was given, and their version."""
    label = str(Batch.Consent(consent).label)
    words = f"{label[:1].upper()}{label[1:]}."
    return {"consent_words": f"{words} {note.strip()}".strip(), "consent_version": VERSION}


def begin(*, prompt: Prompt, rows: list[Row], by) -> Batch:
    """A batch to look at. Raises CannotBring where there is nothing in it, or more than a person can look through."""
    if not rows:
        raise CannotBring(_("No answers were found in this."))
    if len(rows) > MOST_ROWS:
        raise CannotBring(_("%(count)s rows, and one preview takes %(most)s: bring them in parts, or by manage.py import_quotes.") % _counted(len(rows)))
    kept = marked(prompt, [row.as_dict() | {"leave": False} for row in rows])
    for row in kept:
        row["leave"] = bool(row["problems"]) or row["again"]
    return Batch.objects.create(prompt=prompt, made_by=by, rows=kept)


def _counted(count: int) -> dict[str, str]:
    return {"count": f"{count:,}", "most": f"{MOST_ROWS:,}"}


def stamp(rows: list[RowDict]) -> str:
    """Of the rows as a tab shows them: another one when they were changed elsewhere."""
    return hashlib.blake2s(json.dumps(rows, sort_keys=True).encode(), digest_size=8).hexdigest()


def mend(batch: Batch, *, changes: dict[int, RowDict], seen: str) -> Batch:
    """Takes over what was mended, by row number. Raises CannotBring where another tab was quicker than `seen`."""
    with transaction.atomic():
        batch = _in_preview(batch)
        if stamp(batch.rows) != seen:
            raise CannotBring(_("These rows were changed in another tab. What you see now is what is kept; change it again where it must be."))
        rows = [_mended(row, changes[number]) if number in changes else row for number, row in enumerate(batch.rows)]
        batch.rows = marked(batch.prompt, rows)
        batch.save(update_fields=["rows"])
    return batch


def _in_preview(batch: Batch) -> Batch:
    """The batch as it is now, held until the transaction ends. Raises CannotBring where it is a preview no more."""
    now = Batch.objects.select_for_update(of=("self",)).select_related("prompt").get(pk=batch.pk)
    if now.state == Batch.State.TAKEN:
        raise CannotBring(_("These quotes are in already: %(count)s. Nothing was brought in twice.") % {"count": now.count})
    if now.state == Batch.State.LEFT:
        raise CannotBring(_("This was left out meanwhile. Start again to bring it in."))
    return now


def _mended(row: RowDict, change: RowDict) -> RowDict:
    old = {name: row[name] for name in MENDED}
    new = {name: str(change.get(name, row[name])).strip() for name in MENDED}
    leave = bool(change.get("leave"))
    if new == old:
        return row | {"leave": leave}
    fresh = finished(Row(**{name: value for name, value in (row | new).items() if name in ROW_FIELDS}))
    leave = leave and not (row["leave"] and row["problems"] and not fresh.problems)  # mended: wanted
    return row | fresh.as_dict() | {"leave": leave}


def marked(prompt: Prompt, rows: list[RowDict]) -> list[RowDict]:
    """Tells of each row whether the prompt has its words already, or an earlier row has, exactly or nearly."""
    keys = [text_key(row["text"]) for row in rows]
    there = names_by_key(prompt, keys)
    lines = [(trigrams(folded(text)), name) for text, name in Quote.objects.filter(prompt=prompt).order_by("-id").values_list("text", "name")[:COMPARED]]
    posted: dict[str, set[str]] = defaultdict(set)
    near = _Near(lines)
    for row, key in zip(rows, keys, strict=True):
        name = folded(row["name"])
        row["again"] = bool(row["text"]) and (name in there[key] or name in posted[key])
        row["same"] = ""
        if row["text"] and there[key]:
            row["same"] = _("already on this wall or waiting for it")
        elif row["text"] and posted[key]:
            row["same"] = _("the same words as an earlier row")
        row["near"] = "" if row["same"] or not row["text"] else near.told(row["text"])
        near.add(row["text"], row["name"])
        posted[key].add(name)
    return rows


def names_by_key(prompt: Prompt, keys: Iterable[str]) -> dict[str, set[str]]:
    """Of the prompt's quotes with one of these text keys: whose words they are, folded."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, name in Quote.objects.filter(prompt=prompt, text_key__in=set(keys)).values_list("text_key", "name"):
        found[key].add(folded(name))
    return found


class _Near:
    """Lines by their trigrams, so that a new one is compared only with those that share many."""

    def __init__(self, lines: list[tuple[frozenset[str], str]]) -> None:
        self.lines: list[tuple[frozenset[str], str]] = []
        self.having: dict[str, list[int]] = defaultdict(list)
        for shape, name in lines:
            self._add(shape, name)

    def add(self, text: str, name: str) -> None:
        self._add(trigrams(folded(text)), name)

    def _add(self, shape: frozenset[str], name: str) -> None:
        for three in shape:
            self.having[three].append(len(self.lines))
        self.lines.append((shape, name))

    def told(self, text: str) -> str:
        shape = trigrams(folded(text))
        telling = (numbers for three in shape if len(numbers := self.having.get(three, ())) < COMMON)
        for number, _shared in Counter(number for numbers in telling for number in numbers).most_common(3):
            if likeness(shape, self.lines[number][0]) >= NEAR:
                return _("nearly the words of %(name)s") % {"name": self.lines[number][1] or _("another row")}
        return ""


def take(batch: Batch, *, seen: Seen, by, approve: bool = False) -> Brought:
    """Makes the quotes of every row that is not left out, once. With `approve` each is put on the wall by `by`, with a Decision.

    Raises CannotBring where it was taken already, or rows that are wanted still have problems.
    """
    with transaction.atomic():
        batch = _in_preview(batch)
        rows = [row for row in batch.rows if not row["leave"]]
        _refuse(rows, seen)
        fresh = _not_there(batch.prompt, rows)
        batch.state, batch.count, batch.rows = Batch.State.TAKEN, len(fresh), []
        batch.consent, batch.consent_note = seen.consent, seen.consent_note.strip()
        batch.source_url, batch.source_date = seen.source_url, seen.source_date
        batch.save()
        made = Quote.objects.bulk_create([quote_of(row, batch=batch, seen=seen) for row in fresh])
        if approve:
            put_on_the_wall(made, by=by)
    return Brought(count=len(made), again=len(rows) - len(fresh))


def _refuse(rows: list[RowDict], seen: Seen) -> None:
    wrong = [row for row in rows if row["problems"]]
    if wrong:
        raise CannotBring(_("%(count)s rows that you want still need mending: see “Put right” beside each, or leave them out.") % {"count": len(wrong)})
    if not rows:
        raise CannotBring(_("Every row is left out: there is nothing to bring in."))
    if seen.source == Quote.Source.SEEN and not seen.source_url and not all(row["source_url"] or row["source"] for row in rows):
        raise CannotBring(_("Say where the words were seen: give the link of the thread, or one for each row."))


def _not_there(prompt: Prompt, rows: list[RowDict]) -> list[RowDict]:
    """Without what somebody else brought in since the preview was made; what was marked and is still wanted stays."""
    there = names_by_key(prompt, [text_key(row["text"]) for row in rows])
    return [row for row in rows if row.get("again") or folded(row["name"]) not in there[text_key(row["text"])]]


def quote_of(row: RowDict, *, batch: Batch, seen: Seen) -> Quote:
    """Not saved. Its words are locked, unless our own export says that they were typed here."""
    own = {"consent_words": row["consent_words"], "consent_version": row["consent_version"] or VERSION}
    url = row["source_url"] or seen.source_url
    network = row["network"] or (network_at(url) if row["name"].startswith("@") and " " not in row["name"] else "")
    return Quote(
        prompt=batch.prompt,
        batch=batch,
        network=network,
        **{name: row[name] for name in ("text", "name", "town", "work")},
        source=row["source"] or seen.source,
        source_url=url if row["source"] != Quote.Source.TYPED else row["source_url"],
        source_date=date.fromisoformat(row["source_date"]) if row["source_date"] else seen.source_date,
        text_key=text_key(row["text"]),
        **(own if row["consent_words"] else given(seen.consent, seen.consent_note)),
    )


def put_on_the_wall(quotes: Iterable[Quote], *, by) -> None:
    """Each by its own decision, as if approved in the queue."""
    for quote in quotes:
        decide.decide(quote, action="approve", actor=by)


def leave(batch: Batch) -> None:
    """Away with the preview; nothing came in. Raises CannotBring where it was taken meanwhile."""
    with transaction.atomic():
        batch = _in_preview(batch)
        batch.state, batch.rows = Batch.State.LEFT, []
        batch.save(update_fields=["state", "rows"])
