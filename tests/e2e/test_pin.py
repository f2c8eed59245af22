"""Pinning a line and choosing the next question in a real browser, with and without scripts, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from quotes.clean import clean_line, graphemes
from tests.e2e.conftest import press
from tests.e2e.test_public_pages import LOOKS, violations

MARK = "<img src=x onerror=alert(1)> {{ x }}"
STRANGE = [
    "A chair.",
    "👩🏽‍👩🏽‍👧🏽‍👦🏽👍🏿🇺🇸🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "  two\n lines\u00a0\u2003 and\u3000more ",
    "e\u0301te\u0301 क्षत्रिय ஷி 각 กำ",
    "\u202egnp\u202c خدمة جيدة שלום",
    "\u200b\u200d \u3164",
    "می\u200cخواهم \u00adsoft",
    "Z\u0321\u0321algo",
]


def pin(page, text: str, *, name: str = "Tess Quill") -> None:
    page.get_by_label("Your line", exact=True).fill(text)
    page.get_by_label("Your name or handle").fill(name)
    page.get_by_role("button", name="Pin it to the wall").click()


def unexpected(page) -> list[str]:
    """What went wrong on the page, but for the browser's own note that a form was answered with 4xx."""
    return [problem for problem in page.problems if not re.search(r"status of (409|422)", problem)]


@pytest.mark.parametrize(("path", "width"), [("/", 1280), ("/wall/", 360)])
def test_with_a_script_the_card_stands_first_for_its_writer_alone(look, path, width):
    line = f"{MARK} at {width}"
    page = look(path, width=width)
    pin(page, line)

    page.get_by_role("status").filter(has_text="Pinned. It waits for an editor").wait_for()
    expect(page.locator("#pin-said")).to_be_focused()
    for _time in ("at once", "after a reload"):
        first = page.locator(".wall .quote").first
        first.filter(has_text=line).wait_for()
        expect(first).to_contain_text("Waiting for an editor")
        page.reload(wait_until="load")
    assert line not in look(path).content()
    assert page.context.cookies() == []
    assert unexpected(page) == []
    press(page.locator(".wall .quote").first.get_by_role("link", name="Is there a story behind it?"))
    expect(page.locator("textarea[name=text]")).to_have_value(line)


def test_without_a_script_the_next_page_asks_once_more(look):
    page = look("/", width=360, script=False)
    with page.expect_navigation():
        pin(page, "No script is needed for this.")
    expect(page.get_by_role("heading", name="Look it over, then pin it")).to_be_visible()
    expect(page.get_by_label("Your line", exact=True)).to_have_value("No script is needed for this.")
    press(page.get_by_role("button", name="Pin it", exact=True))

    expect(page.get_by_role("heading", name="Waiting for an editor")).to_be_visible()
    assert page.context.cookies() == []
    press(page.get_by_role("link", name="Tell the story"))
    expect(page.locator("textarea[name=text]")).to_have_value("No script is needed for this.")


def test_what_is_wrong_is_said_in_place_and_nothing_is_lost(look):
    page = look("/wall/", width=320)
    page.get_by_label("A handle on").select_option("mastodon")
    pin(page, "https://spam.example/")

    page.get_by_text("A link alone is not an answer").wait_for()
    expect(page.get_by_text("A handle on Mastodon has no spaces")).to_be_visible()
    expect(page.locator("#pin-text")).to_be_focused()
    expect(page.get_by_label("Your line", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Your name or handle")).to_have_value("Tess Quill")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert unexpected(page) == []


def test_a_lost_connection_keeps_the_line(look):
    page = look("/wall/")
    page.context.set_offline(True)
    pin(page, "Typed in a tunnel.")

    page.get_by_text("Not connected: your line is still here").wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name="Pin it to the wall").click()
    page.get_by_role("status").filter(has_text="Pinned.").wait_for()


@pytest.mark.parametrize("text", STRANGE)
def test_the_script_counts_as_the_server_does(browse, text):
    page = browse("/wall/")

    counted = page.evaluate("text => import('/static/js/pin-count.js').then((count) => [count.clean(text), count.graphemes(count.clean(text))])", text)

    assert counted == [clean_line(text), graphemes(clean_line(text))]


def test_by_keyboard_alone(look):
    page = look("/wall/")
    page.get_by_label("Your line", exact=True).focus()

    page.keyboard.type("Typed without a mouse.")
    page.keyboard.press("Tab")
    page.keyboard.type("Key Board")
    page.keyboard.press("Enter")

    page.get_by_role("status").filter(has_text="Pinned.").wait_for()


@pytest.mark.parametrize("path", ["/wall/pin/", "/wall/vote/"])
def test_the_forms_own_pages_are_accessible(browse, path):
    for width, theme in LOOKS:
        page = browse(path, width=width, theme=theme)

        assert violations(page) == [], f"{width} {theme}"
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), f"sideways at {width}"
        assert page.problems == []


def test_a_vote_is_counted_in_place_and_remembered(look):
    page = look("/wall/", width=360)
    page.locator("#ballot input[type=radio]").first.check()
    page.get_by_role("button", name="Vote", exact=True).click()

    page.locator("#ballot").get_by_text("Counted. Thank you.").wait_for()
    assert violations(page) == []
    page.reload(wait_until="load")
    page.locator("#ballot").get_by_text(re.compile(r"\d votes?$")).first.wait_for()
    expect(page.locator("#ballot input[type=radio]")).to_have_count(0)
    assert page.context.cookies() == []

    again = look("/wall/", script=False)
    again.locator("#ballot input[type=radio]").first.check()
    press(again.get_by_role("button", name="Vote", exact=True))
    expect(again.get_by_text("one vote each")).to_be_visible()
