"""A table comes in (CSV in any usual encoding, or rows of a sheet), one Row for each of its lines goes out, one at a time."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _

from quotes.understand.credit import cut_day, network_of
from quotes.understand.row import NotUnderstood, Row, finished

NAMES = {
    "text": "text quote quotes words line answer answers response reply comment tweet post message body content full_text content_text"
    " statement what_they_said said",
    "name": "name author by who from person display_name full_name username user user_name handle screen_name account twitter twitter_handle mastodon"
    " bluesky instagram attribution credit signed",
    "network": "network platform site service medium channel",
    "town": "town city place location where region from_where",
    "work": "work line_of_work job trade occupation profession role title business company job_title does",
    "source_url": "source_url url link permalink seen_at href address source_link post_url tweet_url",
    "source_date": "source_date date day when seen_on created_at published date_published posted timestamp created time",
    "source": "source",
    "consent_words": "consent consent_words",
    "consent_version": "consent_version",
}
SYNONYMS = {word: field for field, words in NAMES.items() for word in words.split()}
GUARDED = re.compile(r"^'+[=+\-@\t\r\n＝＋－＠]")  # as take_away.py writes what a spreadsheet would run
WIDEST = 100  # columns that are looked at
LARGEST = 10_000_000  # characters of one cell that are read at all; what is longer is one row's problem, not the file's

csv.field_size_limit(LARGEST)


def read_csv(lines: IO[str]) -> Iterator[Row]:
    """Streams. Raises NotUnderstood with the columns that were found, when words or names have none."""
    start = lines.read(65_536)
    lines.seek(0)
    if start.startswith("\ufeff"):
        lines.read(1)
        start = start[1:]
    yield from read_table(_records(lines, delimiter_of(start)))


def _records(lines: IO[str], delimiter: str) -> Iterator[Sequence[str]]:
    reader = csv.reader((line.replace("\x00", "") for line in lines), delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield ["\x00" + _("This line could not be read: %(error)s") % {"error": error}]


def read_table(records: Iterable[Sequence[str]]) -> Iterator[Row]:
    columns: list[str] | None = None
    for record in records:
        cells = [str(cell) for cell in record[:WIDEST]]
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            columns = columns_of(cells)
        else:
            yield _row(columns, cells)
    if columns is None:
        raise NotUnderstood(_("This table is empty. Its first line must name the columns, such as text and name."))


def columns_of(header: Sequence[str]) -> list[str]:
    """The field of each column, empty where it is none of ours; of two columns for one field the first counts."""
    columns: list[str] = []
    for cell in header:
        found = field_of(cell)
        columns.append("" if found in columns else found)
    missing = [name for name in ("text", "name") if name not in columns]
    if missing:
        raise NotUnderstood(
            _("No column is called %(missing)s. Columns found: %(found)s. Name one column “text” (the words) and one “name”; others are optional: %(more)s.")
            % {
                "missing": _(" and none ").join(f"“{name}”" for name in missing),
                "found": ", ".join(cell.strip()[:40] for cell in header[:20]) or _("none"),
                "more": "network, town, work, source_url, source_date",
            }
        )
    return columns


def field_of(heading: str) -> str:
    key = re.sub(r"[^\w]+", "_", heading.strip().strip("\ufeff").casefold()).strip("_")
    return SYNONYMS.get(key, "")


def delimiter_of(start: str) -> str:
    """Of comma, semicolon and tab the one that finds most of our columns in the first line that is not empty."""
    first = next((line for line in start.splitlines() if line.strip()), "")
    return max(",;\t", key=lambda mark: (len({field_of(cell) for cell in next(csv.reader([first], delimiter=mark), [])} - {""}), first.count(mark)))


def looks_like_table(start: str) -> bool:
    first = next((line for line in start.splitlines() if line.strip()), "")[:5_000]
    mark = delimiter_of(first)
    fields = {field_of(cell) for cell in next(csv.reader([first.lstrip("\ufeff")], delimiter=mark), [])}
    return mark in first and {"text", "name"} <= fields


def _row(columns: list[str], cells: list[str]) -> Row:
    if len(cells) == 1 and cells[0].startswith("\x00"):
        return _with(finished(Row(raw=cells[0][1:], how=_("a line of a table"))), problem=cells[0][1:])
    values = {name: as_written(cell) for name, cell in zip(columns, cells, strict=False) if name}
    extra = [cell for cell in cells[len(columns) :] if cell.strip()]
    row = from_values(values, how=_("a line of a table"))
    row.raw = " | ".join(cells)[:5_000]
    if extra:
        row.problems.append(_("This line has more cells than there are columns: are quotation marks missing around the words?"))
    return row


def _with(row: Row, *, problem: str) -> Row:
    row.problems = [problem]
    return row


def as_written(cell: str) -> str:
    """Undoes what our export puts before a formula's first character."""
    return cell[1:] if GUARDED.match(cell) else cell


def from_values(values: dict[str, str], *, how: str) -> Row:
    """A row whose fields somebody has named already."""
    values = {name: value.strip() for name, value in values.items()}
    day = values.get("source_date", "")
    network = values.get("network", "").casefold()
    network = {"twitter": "x", "x (twitter)": "x", "twitter/x": "x", "ig": "instagram", "bsky": "bluesky"}.get(network, network)
    source = values.get("source", "").casefold()
    plain: dict[str, Any] = {name: values.get(name, "") for name in ("text", "name", "town", "work", "source_url", "consent_words", "consent_version")}
    row = Row(**plain, how=how)
    row.network, row.source = network or network_of(row.name), source
    row.source_date = day_of(day)
    if day and not row.source_date:
        row.notes.append(_("The date was not understood: %(date)s") % {"date": day[:60]})
    if source.startswith("http") and not row.source_url:
        row.source_url = source
    return finished(row)


def day_of(text: str) -> str:
    """2026-03-31 from a date as machines and people write it; empty where it is none. 3/4/2026 may be two days and is none."""
    found, _rest = cut_day(re.sub(r"^\w{3},?\s|T.*$|(?<=\d{4}-\d\d-\d\d) .*$", lambda cut: "", text, count=1))
    if found:
        return found
    created = re.match(r"\w{3} (\w{3} \d{1,2}) [\d:]+ [+\d]+ (\d{4})", text)  # Wed Oct 10 20:19:24 +0000 2018
    return cut_day(f"{created[1]} {created[2]}")[0] if created else ""


def encoding_of(chunks: Iterable[bytes]) -> str:
    """utf-8-sig, utf-16 or cp1252, from the first bytes and from whether all of it is valid UTF-8."""
    decoder, first = codecs.getincrementaldecoder("utf-8")(), True
    for chunk in chunks:
        if first and chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        if first and len(chunk) > 3 and chunk[1::2].count(0) * 3 > len(chunk):
            return "utf-16-le"
        if first and len(chunk) > 3 and chunk[0::2].count(0) * 3 > len(chunk):
            return "utf-16-be"
        first = False
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return "cp1252"
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
