"""A prompt comes in, its quotes go out as CSV or JSON with consent, source and decisions, piece by piece in bounded memory.

E-mail addresses and the keys of senders are in neither: they were given for one mail, not to be taken away.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder

from moderation.models import Decision
from quotes.models import Prompt, Quote

CHUNK = 500
FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
SAID = ("text", "original_text", "name", "network", "town", "work")
PLAIN = (*SAID, "source", "source_url", "source_date", "consent_words", "consent_version", "status", "rings")
COLUMNS = ("id", *PLAIN, "sent_at", "shown_at", "withdrawn_at", "brought_by", "decisions")
LIVE = re.compile(r"^'*[=+\-@\t\r\n＝＋－＠]")  # what a spreadsheet may run; understand/table.py takes the sign away again


def take_away(prompt: Prompt, *, form: str) -> Iterator[str]:
    """Text to be written in order; `form` is a key of FORMATS."""
    return _as_csv(prompt) if form == "csv" else _as_json(prompt)


def filename(prompt: Prompt, *, form: str) -> str:
    return f"quotes-{prompt.slug}.{form}"


def harmless(value: Any) -> str:
    """As a cell that no spreadsheet runs: an apostrophe before =, +, -, @, tab or a line break at the beginning."""
    text = "" if value is None else str(value)
    return f"'{text}" if LIVE.match(text) else text


class _Line:
    """csv.writer writes into it; a line comes out at once."""

    def write(self, line: str) -> str:
        return line


def _as_csv(prompt: Prompt) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)  # the mark lets spreadsheets read it as UTF-8
    for quote in _quotes(prompt):
        told = " / ".join(_in_words(decision) for decision in quote["decisions"])
        yield writer.writerow([harmless(_written(value)) for value in (quote | {"decisions": told}).values()])


def _as_json(prompt: Prompt) -> Iterator[str]:
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    question = {"title": prompt.title, "slug": prompt.slug, "opens_at": prompt.opens_at, "closes_at": prompt.closes_at, "shows_at": prompt.shows_at}
    yield f'{{"prompt": {encoder.encode(question)}, "quotes": ['
    for number, quote in enumerate(_quotes(prompt)):
        yield f"{',' if number else ''}\n{json.dumps(quote, ensure_ascii=False, cls=DjangoJSONEncoder)}"
    yield "\n]}\n"


def _written(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _in_words(decision: dict[str, Any]) -> str:
    words = f": {decision['words']}" if decision["words"] else ""
    return f"{decision['made_at']:%Y-%m-%d %H:%M} {decision['action']}, {decision['by'] or '-'}{words}"


def _quotes(prompt: Prompt) -> Iterator[dict[str, Any]]:
    """In the order they came; the decisions of each chunk are one query."""
    rows = iter(Quote.objects.filter(prompt=prompt).select_related("batch__made_by").defer("batch__rows").order_by("id").iterator(chunk_size=CHUNK))
    while chunk := list(islice(rows, CHUNK)):
        decisions = _decisions([quote.pk for quote in chunk])
        for quote in chunk:
            yield _facts(quote) | {"decisions": decisions[quote.pk]}


def _facts(quote: Quote) -> dict[str, Any]:
    plain = {name: getattr(quote, name) for name in PLAIN}
    by = quote.batch.made_by if quote.batch else None
    return {
        "id": quote.pk,
        **plain,
        "sent_at": quote.created_at,
        "shown_at": quote.shown_at,
        "withdrawn_at": quote.withdrawn_at,
        "brought_by": by.display_name if by else "",
    }


def _decisions(pks: list[int]) -> dict[int, list[dict[str, Any]]]:
    """By quote, oldest first: action, when, by whom, words, the rule."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Decision.objects.filter(content_type=ContentType.objects.get_for_model(Quote), object_id__in=pks).order_by("made_at", "id")
    for pk, action, made_at, name, words, rule in rows.values_list("object_id", "action", "made_at", "actor__display_name", "words", "rule"):
        found[pk].append({"action": action, "made_at": made_at, "by": name or "", "words": words, "rule": rule})
    return found
