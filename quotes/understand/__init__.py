"""Answers from elsewhere come in as text or bytes, rows go out, and in words what each was understood as. No database is asked.

A paste (paste.py), a table (table.py, sheet.py) or a thread (thread.py): `understand` finds out which.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from quotes.understand.markup import words_of
from quotes.understand.paste import understand_paste
from quotes.understand.row import FIELDS, NotUnderstood, Row, Understood, finished
from quotes.understand.sheet import read_sheet
from quotes.understand.table import encoding_of, looks_like_table, read_csv, read_table
from quotes.understand.thread import PREFIX, understand_thread

__all__ = ["FIELDS", "LARGEST_FORM", "NotUnderstood", "Row", "Understood", "finished", "stream", "understand"]
LARGEST_FORM = 5 * 1024 * 1024  # bytes that the form takes; the command takes any size
MOST_WHOLE = 5_000  # lines of a table that are read at once
LARGEST_WHOLE = 200 * 1024 * 1024  # bytes of JSON or running text, which can't be read piece by piece
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def understand(data: str | bytes, *, filename: str = "") -> Understood:
    """All of it at once. Raises NotUnderstood with words where the whole can't be read."""
    if isinstance(data, bytes):
        _refuse_unreadable(data[:1024])
        if data.startswith(ZIP):
            return Understood(_("a workbook"), _all(read_table(read_sheet(io.BytesIO(data)))))
        data = data.decode(encoding_of([data]), errors="replace")
    text, kind = data.lstrip("\ufeff"), Path(filename).suffix.lower()
    if kind in {".csv", ".tsv"} or (kind not in {".json", ".js"} and looks_like_table(text[:65_536])):
        return Understood(_("a table"), _all(read_csv(io.StringIO(text, newline=""))))
    if kind in {".json", ".js", ".jsonl", ".ndjson"} or _looks_like_json(text):
        return understand_thread(text)
    if kind in {".html", ".htm"} or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        text = words_of(text)
    found = understand_paste(text)
    if not found.rows:
        raise NotUnderstood(_("There are no words in this. Paste the answers, one a line or with an empty line between them."))
    return found


def _all(rows: Iterator[Row]) -> list[Row]:
    """Raises NotUnderstood where nobody would look through them."""
    found = list(islice(rows, MOST_WHOLE + 1))
    if len(found) > MOST_WHOLE:
        raise NotUnderstood(_("This table has more than %(most)s lines. Bring it in parts, or by manage.py import_quotes.") % {"most": f"{MOST_WHOLE:,}"})
    return found


def stream(path: Path) -> Iterator[Row]:
    """The same, row by row in bounded memory where the format allows it: CSV and XLSX. JSON and running text are read whole."""
    with path.open("rb") as file:
        start = file.read(65_536)
        _refuse_unreadable(start[:1024])
        file.seek(0)
        if start.startswith(ZIP):
            yield from read_table(read_sheet(file))
            return
        encoding = encoding_of(iter(lambda: file.read(1 << 20), b""))
        if path.suffix.lower() in {".csv", ".tsv"} or looks_like_table(start.decode(encoding, errors="replace")):
            with path.open(encoding=encoding, errors="replace", newline="") as lines:
                yield from read_csv(lines)
            return
    yield from _whole(path).rows


def _whole(path: Path) -> Understood:
    if path.stat().st_size > LARGEST_WHOLE:
        raise NotUnderstood(_("JSON and running text are read whole, up to 200 MB. Cut it into parts, or make a CSV of it."))
    return understand(path.read_bytes(), filename=path.name)


def _looks_like_json(text: str) -> bool:
    body = text.strip()
    if PREFIX.match(body) or body[:1] == "{":
        return True
    return body[:1] == "[" and body[-1:] in "];" and body[1:].lstrip()[:1] in '{["]'


def _refuse_unreadable(start: bytes) -> None:
    if start.startswith(OLD_OFFICE):
        raise NotUnderstood(_("This is an old Excel file (.xls). Save it as XLSX or CSV."))
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise NotUnderstood(_("This is a picture or a PDF. Copy the words out of it and paste them."))
