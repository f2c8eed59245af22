"""Tables: encodings, delimiters, headings in any order, formulas as text, one enormous cell as one row's problem."""

import io
import zipfile

import openpyxl
import pytest

from quotes.understand import NotUnderstood, stream, understand

LINES = "text,name,town,work\n“Zuhören”,Jürgen Bär,Köln,baker\n"


def read(data, filename="answers.csv"):
    return [(row.text, row.name, row.town, row.work) for row in understand(data, filename=filename).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(encoding, delimiter, tmp_path):
    data = LINES.replace(",", delimiter).encode(encoding)
    path = tmp_path / "answers.csv"
    path.write_bytes(data)

    assert read(data) == [("“Zuhören”", "Jürgen Bär", "Köln", "baker")]
    assert [row.text for row in stream(path)] == ["“Zuhören”"]


def test_headings_in_any_order_with_other_names():
    data = 'Date;Handle;"Line of work";Tweet;City;Link\n2026-03-31;@anna;nurse;"Being; heard";York;https://x.com/anna/status/1\n'

    (row,) = understand(data.encode(), filename="a.csv").rows

    assert (row.text, row.name, row.work, row.town, row.source_date, row.source_url) == (
        "Being; heard",
        "@anna",
        "nurse",
        "York",
        "2026-03-31",
        "https://x.com/anna/status/1",
    )


def test_missing_column_names_the_columns_found():
    with pytest.raises(NotUnderstood, match="“name”.*Columns found: text, shoe size"):
        understand(b"text,shoe size\nBeing heard,44\n", filename="a.csv")


def test_pasted_table_is_recognized():
    assert read("name\ttext\nAnna\tBeing heard", filename="") == [("Being heard", "Anna", "", "")]


def test_enormous_cell_is_a_problem_of_its_row_only():
    rows = understand(f"text,name\n{'a' * 1_000_000},Anna\nBeing heard,Bob\n".encode(), filename="a.csv").rows

    assert (len(rows), len(rows[0].text), "1,000,000 characters" in rows[0].problems[0], rows[1].problems) == (2, 5_000, True, [])


def test_quotation_mark_that_is_never_closed_is_a_problem_and_no_error():
    rows = understand(b'text,name\n"Being heard,Anna\nListening,Bob\n', filename="a.csv").rows

    assert [bool(row.problems) for row in rows] == [True]


def test_cell_too_many_is_told():
    (row,) = understand(b"text,name\nBeing heard, always,Anna\n", filename="a.csv").rows

    assert "more cells" in row.problems[-1]


def test_apostrophe_of_our_export_is_taken_away_again():
    assert read("text,name\n'=1+1 is two,'@anna\n") == [("=1+1 is two", "@anna", "", "")]


def workbook(rows) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_workbook_is_read_and_a_formula_stays_its_text():
    data = workbook([["Name", "Quote", "Town"], ["Anna", "Being heard", "York"], ["Bob", '=HYPERLINK("https://evil.example","x")', None], [None, None, None]])

    assert read(data, "a.xlsx") == [("Being heard", "Anna", "York", ""), ('=HYPERLINK("https://evil.example","x")', "Bob", "", "")]


def test_workbook_that_unpacks_to_far_too_much_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _number in range(210):
                part.write(b" " * 1_000_000)

    with pytest.raises(NotUnderstood, match="unpacks to more"):
        understand(file.getvalue(), filename="a.xlsx")


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", b"%PDF-1.4", b"\x89PNG\r\n"])
def test_other_files_are_refused_with_words(data):
    with pytest.raises(NotUnderstood):
        understand(data, filename="a.xlsx")
