"""Reports to take away: a placement comes in, CSV or a workbook goes out; and a private link at which somebody else reads its figures for a while."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.private_link import hashed, new_key
from people.models import User
from quotes.take_away import harmless
from sponsors import figures
from sponsors.figures import Count
from sponsors.models import DayDiscard, DayPage, DayTotal, Hit, Placement, Reason, ReportLink, Sponsor
from sponsors.states import CannotBook

LASTS = (7, 30, 90, 365)  # days that a link can be made for
WRAP_UP_LASTS = 180
MOST_LINKS = 20  # open ones of one placement
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def days(placement: Placement) -> Iterator[list[Any]]:
    """A row of labels, then a row for each day: what was seen, clicked, not counted, and of that how much for which reason."""
    yield [_("Day"), _("Seen"), _("Clicked"), _("Not counted"), *(f"{figures.hit_words(hit)}: {figures.reason_words(why)}" for hit, why in _kinds())]
    totals, why = figures.by_day(placement), _discards(placement)
    for day in sorted({*totals, *why}):
        count, reasons = totals.get(day, Count()), why.get(day, {})
        yield [day, count.views, count.clicks, count.discarded, *(reasons.get(kind, 0) for kind in _kinds())]


def pages(placement: Placement, *, base: str) -> Iterator[list[Any]]:
    """A row of labels, then one for each day, kind of page and story. `base` is put before a story's address."""
    yield [_("Day"), _("Page"), _("Story"), _("Address"), _("Seen"), _("Clicked")]
    rows = list(DayPage.objects.filter(placement=placement).order_by("day", "page", "story_id").values_list("day", "page", "story_id", "views", "clicks"))
    known = figures.titles({row[2] for row in rows if row[2]})
    for day, page, story_id, views, clicks in rows:
        story = known.get(story_id)
        yield [day, figures.page_words(page), *([story.title, base + story.get_absolute_url()] if story else ["", ""]), views, clicks]


def all_days(sponsor: Sponsor, *, first: date, last: date) -> Iterator[list[Any]]:
    """A row of labels, then one for each day and placement."""
    yield [_("Day"), _("Placement"), _("What is supported"), _("Seen"), _("Clicked"), _("Not counted")]
    rows = DayTotal.objects.filter(sponsor=sponsor, day__gte=first, day__lte=last).order_by("day", "placement_id")
    known = {one.pk: one.slot.label for one in Placement.objects.filter(sponsor=sponsor).select_related("slot__section", "slot__story")}
    for day, pk, *counts in rows.values_list("day", "placement_id", "views", "clicks", "discarded").iterator(chunk_size=2000):
        yield [day, pk, known.get(pk, ""), *counts]


def as_csv(rows: Iterator[list[Any]]) -> Iterator[str]:
    """Piece by piece; no cell is one that a spreadsheet would run."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\ufeff"  # lets spreadsheets read it as UTF-8
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def as_workbook(sheets: dict[str, Iterator[list[Any]]]) -> bytes:
    """An XLSX file with a sheet for each name, numbers and days as such."""
    from openpyxl import Workbook  # slow to load, and few need it

    book, file = Workbook(write_only=True), io.BytesIO()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        sheet.column_dimensions["A"].width = 14
        for row in rows:
            sheet.append([value if isinstance(value, (int, date)) else _in_workbook(value) for value in row])
    book.save(file)
    return file.getvalue()


def workbook(placement: Placement, *, base: str) -> bytes:
    return as_workbook({_("By day"): days(placement), _("By page and story"): pages(placement, base=base)})


def filename(placement: Placement, form: str, *, what: str = "figures") -> str:
    return f"{placement.sponsor.slug}-{placement.starts:%Y-%m-%d}-{what}.{form}"


def share(placement: Placement, *, by: User | None, lasts: int) -> tuple[ReportLink, str]:
    """A link for so many days, and its key, which is kept nowhere else: only its hash is."""
    if by and open_links(placement).count() >= MOST_LINKS:  # a wrap-up always has its own
        raise CannotBook(_("There are %(most)d open links already. Stop one that nobody needs any more.") % {"most": MOST_LINKS})
    key = new_key()
    made = ReportLink.objects.create(placement=placement, key_hash=hashed(key), made_by=by, expires_at=timezone.now() + timedelta(days=lasts))
    return made, key


def find(key: str) -> ReportLink | None:
    """Also one that has expired or was stopped: see `is_open`."""
    links = ReportLink.objects.select_related("placement__sponsor", "placement__slot__section", "placement__slot__story", "placement__creative")
    return links.filter(key_hash=hashed(key)).first()


def is_open(link: ReportLink) -> bool:
    return link.stopped_at is None and link.expires_at > timezone.now()


def open_links(placement: Placement) -> QuerySet[ReportLink]:
    return placement.report_links.filter(stopped_at=None, expires_at__gt=timezone.now())


def stop(link: ReportLink) -> ReportLink:
    """Twice is once."""
    ReportLink.objects.filter(pk=link.pk, stopped_at=None).update(stopped_at=timezone.now())
    link.refresh_from_db()
    return link


def _kinds() -> list[tuple[str, str]]:
    return [(hit, reason) for hit in Hit.values for reason in Reason.values]


def _discards(placement: Placement) -> dict[date, dict[tuple[str, str], int]]:
    found: dict[date, dict[tuple[str, str], int]] = {}
    for day, hit, reason, number in DayDiscard.objects.filter(placement=placement).values_list("day", "hit", "reason", "number"):
        found.setdefault(day, {})[hit, reason] = number
    return found


def _cell(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else harmless(value)


def _in_workbook(value: Any) -> str:
    """Without signs that no workbook may hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", harmless(value))
