"""An XLSX workbook comes in, the lines of its first sheet go out as texts. Nothing in it is ever calculated."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO

from django.utils.translation import gettext as _

from quotes.understand.row import NotUnderstood
from quotes.understand.table import LARGEST, WIDEST

MOST_UNPACKED = 200_000_000  # bytes; what unpacks to more is no list of answers
MOST_PARTS = 2_000
MOST_LINES = 1_048_576  # what a sheet can have


def read_sheet(file: IO[bytes]) -> Iterator[list[str]]:
    """Raises NotUnderstood where it is no workbook, or one that was made to fill the machine."""
    import openpyxl  # slow to load, and few need it

    _weigh(file)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size may be wrong
        for record in sheet.iter_rows(max_row=MOST_LINES, max_col=WIDEST):
            yield [_text(cell) for cell in record]
    except NotUnderstood:
        raise
    except Exception as error:  # a broken workbook fails in as many ways as it has parts
        raise NotUnderstood(_("This workbook could not be read (%(error)s). Save it again as XLSX or CSV.") % {"error": type(error).__name__}) from error


def _weigh(file: IO[bytes]) -> None:
    """Before anything is unpacked: the sizes stand in the archive's list, and zipfile refuses parts that are larger than it says."""
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise NotUnderstood(_("This is not a readable XLSX workbook. Save it again as XLSX or CSV.")) from error
    file.seek(0)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise NotUnderstood(_("This is a ZIP archive and no XLSX workbook. Unpack it, and bring the file inside."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotUnderstood(_("This workbook unpacks to more than any list of answers needs. Save its first sheet as CSV."))


def _text(cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "text", value))[:LARGEST]  # a formula stays the text it is written as
