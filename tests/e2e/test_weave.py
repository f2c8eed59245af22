"""Weaving in a real browser: an editor chooses, starts, writes, sends; another passes it; readers see it; one of those quoted withdraws."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import press

TITLE = "What you told us at {width}"
WORDS = "We asked, and the same word came back from three towns. "


def choose(page, width: int) -> list[str]:
    """Two quotes from the list, the second first; returns their first words."""
    page.goto("/cms/weave/")
    boxes = page.locator(".weave__row input[type=checkbox]")
    lines = []
    for place, index in ((2, 0), (1, 3)):
        row = page.locator(".weave__row").nth(index)
        boxes.nth(index).check()
        row.locator("input[type=number]").fill(str(place))
        lines.append(row.locator("label span").inner_text())
    page.get_by_label("Title", exact=True).fill(TITLE.format(width=width))
    page.locator("select[name=section]").select_option(label="The owner's side")
    page.get_by_role("button", name="Start a round-up").click()
    page.wait_for_url("**/edit/")
    return lines[::-1]


def decide(page, title: str, outcome: str) -> None:
    page.goto("/cms/")
    expect(page.locator("body")).to_contain_text(title)
    press(page.get_by_role("link", name=title))
    page.get_by_label(outcome).check()
    for box in page.locator("input[name=checklist]").all():
        box.check()
    page.locator("textarea[name=words]").fill("It reads as an essay.")
    press(page.get_by_role("button", name="Decide and send the letter"))


@pytest.mark.parametrize("width", [1280])
def test_from_chosen_quotes_to_a_gap_on_the_published_page(look, sign_in, width):
    editor, title = sign_in("editor", width=width), TITLE.format(width=width)
    first, second = choose(editor, width)
    rooms = editor.locator("[data-contentpath=body] [contenteditable=true]")
    rooms.nth(1).wait_for()  # the editor's scripts open them one after another
    for box in rooms.all():
        box.click()
        box.press_sequentially(WORDS)
        expect(box).to_contain_text(WORDS.strip())
    editor.get_by_role("button", name=re.compile("More actions")).last.click()
    editor.get_by_role("button", name="Send to review").click()
    editor.wait_for_url("**/send/")
    expect(editor.get_by_role("heading", name="Quoted, and thanked at its end")).to_be_visible()
    expect(editor.get_by_role("heading", name="Before you send it")).to_be_hidden()
    press(editor.get_by_role("button", name="Send to review"))  # the page is there already: waiting for a load alone would not wait
    expect(editor.locator("body")).to_contain_text("Sent. Another editor reads it first")

    operator = sign_in("operator", width=width)
    decide(operator, title, "Pass on to the fact and consent check")
    decide(operator, title, "Approve and publish")

    reader = look("/stories/owners-side/")
    press(reader.get_by_role("link", name=title).first)
    expect(reader.locator(".story__body .quote__text")).to_have_text([first, second])
    expect(reader.get_by_role("heading", name="With thanks to everyone quoted")).to_be_visible()
    assert reader.problems == []
