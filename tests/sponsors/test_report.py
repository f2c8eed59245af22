"""Reports: files that no spreadsheet runs, and links that open for a while."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from sponsors import report
from sponsors.models import DayDiscard, DayPage, DayTotal, ReportLink
from sponsors.states import CannotBook


@pytest.fixture
def placement(make_placement, published_story, today):
    found = make_placement(starts=-2)
    DayTotal.objects.create(placement=found, sponsor=found.sponsor, day=today, views=1200, clicks=7, discarded=3)
    DayPage.objects.create(placement=found, day=today, page="story", story_id=published_story.pk, views=1200, clicks=7)
    DayDiscard.objects.create(placement=found, day=today, hit="view", reason="bot", number=2)
    DayDiscard.objects.create(placement=found, day=today, hit="click", reason="member", number=1)
    return found


def read(rows) -> list[list[str]]:
    text = "".join(report.as_csv(rows))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_the_days_have_a_column_for_every_reason(placement, today):
    labels, row = read(report.days(placement))

    told = dict(zip(labels, row, strict=True))
    assert labels[:4] == ["Day", "Seen", "Clicked", "Not counted"]
    assert row[:4] == [today.isoformat(), "1200", "7", "3"]
    assert {label: number for label, number in told.items() if ": " in label and number != "0"} == {
        "seen: a robot that says so": "2",
        "clicked: one of your own members": "1",
    }
    assert len(labels) == 4 + 2 * 10


def test_the_pages_name_the_story_and_its_address(placement, today):
    rows = read(report.pages(placement, base="https://news.example"))

    assert rows == [
        ["Day", "Page", "Story", "Address", "Seen", "Clicked"],
        [today.isoformat(), "Stories", "The baker who called", "https://news.example/stories/food-and-drink/the-baker-who-called/", "1200", "7"],
    ]


def test_a_title_that_a_spreadsheet_would_run_is_made_harmless_in_both_files(placement, published_story):
    published_story.published.title = "=HYPERLINK(1)\x0b"
    published_story.published.save()

    [_labels, row] = read(report.pages(placement, base=""))
    book = openpyxl.load_workbook(io.BytesIO(report.workbook(placement, base="")))

    cell = book["By page and story"]["C2"]
    assert row[2] == "'=HYPERLINK(1)\x0b"
    assert (cell.value, cell.data_type) == ("'=HYPERLINK(1)", "s")


def test_the_workbook_has_labels_numbers_and_days(placement, today):
    book = openpyxl.load_workbook(io.BytesIO(report.workbook(placement, base="https://news.example")))

    assert book.sheetnames == ["By day", "By page and story"]
    sheet = book["By day"]
    assert [cell.value for cell in sheet[1]][:4] == ["Day", "Seen", "Clicked", "Not counted"]
    assert sheet["A2"].value.date() == today
    assert [cell.value for cell in sheet[2]][1:4] == [1200, 7, 3]


def test_all_of_a_sponsor_is_by_day_and_placement(placement, sponsor, today):
    rows = read(report.all_days(sponsor, first=today, last=today))

    assert rows[1:] == [[today.isoformat(), str(placement.pk), "Food and drink", "1200", "7", "3"]]
    assert read(report.all_days(sponsor, first=today + timedelta(days=1), last=today + timedelta(days=1)))[1:] == []


def test_a_link_is_found_by_its_key_which_is_not_kept(placement, owner):
    made, key = report.share(placement, by=owner, lasts=30)

    assert report.find(key) == made
    assert report.find(key[:-1]) is None
    assert key not in str(ReportLink.objects.values().get())
    assert made.expires_at - timezone.now() > timedelta(days=29, hours=23)


def test_a_link_opens_until_it_expires_or_is_stopped(placement, owner):
    made, _key = report.share(placement, by=owner, lasts=7)
    late, _key = report.share(placement, by=owner, lasts=7)
    ReportLink.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    late.refresh_from_db()
    assert report.is_open(made)

    report.stop(made)
    moment = made.stopped_at
    report.stop(made)

    assert (report.is_open(made), report.is_open(late)) == (False, False)
    assert made.stopped_at == moment
    assert list(report.open_links(placement)) == []


def test_links_without_end_are_not_made_but_a_wrap_up_always_has_one(placement, owner):
    for _number in range(report.MOST_LINKS):
        report.share(placement, by=owner, lasts=7)

    with pytest.raises(CannotBook, match="Stop one"):
        report.share(placement, by=owner, lasts=7)
    assert report.share(placement, by=None, lasts=7)
