"""Weaving in a real browser: an editor chooses, starts, writes, sends; another passes it; readers see it; one of those quoted withdraws."""

import re

import pytest

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
    assert title in page.inner_text("body"), page.inner_text("body")
    with page.expect_navigation():
        page.get_by_role("link", name=title).click()
    page.get_by_label(outcome).check()
    for box in page.locator("input[name=checklist]").all():
        box.check()
    page.locator("textarea[name=words]").fill("It reads as an essay.")
    with page.expect_navigation():
        page.get_by_role("button", name="Decide and send the letter").click()


@pytest.mark.parametrize("width", [1280])
def test_from_chosen_quotes_to_a_gap_on_the_published_page(look, sign_in, width):
    editor, title = sign_in("editor", width=width), TITLE.format(width=width)
    first, second = choose(editor, width)
    rooms = editor.locator("[data-contentpath=body] [contenteditable=true]")
    rooms.nth(1).wait_for()  # the editor's scripts open them one after another
    for box in rooms.all():
        box.click()
        box.press_sequentially(WORDS)
        assert WORDS.strip() in box.inner_text()
    editor.get_by_role("button", name=re.compile("More actions")).last.click()
    editor.get_by_role("button", name="Send to review").click()
    editor.wait_for_url("**/send/")
    assert editor.get_by_role("heading", name="Quoted, and thanked at its end").is_visible()
    assert not editor.get_by_role("heading", name="Before you send it").is_visible()
    with editor.expect_navigation():  # the page is there already: waiting for a load alone would not wait
        editor.get_by_role("button", name="Send to review").click()
    assert "Sent. Another editor reads it first" in editor.inner_text("body"), editor.inner_text("body")

    operator = sign_in("operator", width=width)
    decide(operator, title, "Pass on to the fact and consent check")
    decide(operator, title, "Approve and publish")

    reader = look("/stories/owners-side/")
    with reader.expect_navigation():
        reader.get_by_role("link", name=title).first.click()
    shown = [card.inner_text() for card in reader.locator(".story__body .quote__text").all()]
    assert [text.strip() for text in shown] == [first, second]
    assert reader.get_by_role("heading", name="With thanks to everyone quoted").is_visible()
    assert reader.problems == []
