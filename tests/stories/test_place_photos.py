"""Photographs stand where their author put them, and the text around them stays one text."""

import pytest

from core.models import Image
from stories.place_photos import END, START, TOP, Photograph, choices, known, woven

TEXT = "<p>One</p><h2>Two</h2><ul><li>a</li><li>b</li></ul><p>Four</p>"


def photo(pk: int, place: str) -> Photograph:
    return Photograph(Image(pk=pk, collection_id=1), place)


def shown(blocks) -> list[object]:
    return [block["value"] if block["type"] == "text" else block["value"]["image"] for block in blocks]


def text(html=TEXT, ids=("t",)) -> dict:
    return {"type": "text", "value": html, "id": ids[0], "ids": list(ids)}


def test_the_lead_is_not_in_the_text():
    assert shown(woven([text()], [photo(1, TOP)])) == [TEXT]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (START, [7, TEXT]),
        ("1", ["<p>One</p>", 7, TEXT.removeprefix("<p>One</p>")]),
        ("4", [TEXT, 7]),
        ("99", [TEXT, 7]),
        (END, [TEXT, 7]),
    ],
)
def test_a_photograph_stands_after_its_paragraph(place, expected):
    assert shown(woven([text()], [photo(1, TOP), photo(7, place)])) == expected


def test_photographs_of_one_place_keep_their_order():
    assert shown(woven([text()], [photo(3, "1"), photo(2, "1")]))[1:3] == [3, 2]


def test_paragraphs_count_on_through_the_texts_of_a_story():
    blocks = [text("<p>One</p>", ("a",)), {"type": "lesson", "value": {"words": "x"}, "id": "l"}, text("<p>Two</p><p>Three</p>", ("b",))]

    found = woven(blocks, [photo(7, "2")])

    assert [(block["type"], block["id"]) for block in found if block["type"] != "photo"][:3] == [("text", "a"), ("lesson", "l"), ("text", "b")]
    assert [block["type"] for block in found] == ["text", "lesson", "text", "photo", "text"]


def test_every_place_has_words():
    assert [key for key, _words in choices(TEXT)] == [TOP, START, "1", "2", "3", END]
    assert dict(choices(TEXT))["3"] == "After “a b”"


def test_a_place_that_is_gone_is_the_end():
    assert [known(place, choices(TEXT), first=first) for place, first in [("", True), ("", False), ("77", True), ("2", False)]] == [TOP, END, END, "2"]
