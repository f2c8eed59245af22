"""The writing desk in a real browser: a story from nothing by keyboard, in blocks and in one box, alive and without scripts, on a phone too."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import press
from tests.e2e.test_public_pages import violations

SAVED = re.compile(r"Kept, not in the story yet: \d")
WORD = "<html><body><!--StartFragment--><p class=MsoNormal>He <b>phoned</b> me.<o:p></o:p></p><script>alert(1)</script><!--EndFragment--></body></html>"
PASTE = """(html) => { const data = new DataTransfer(); data.setData("text/html", html); data.setData("text/plain", "x");
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""


@pytest.fixture
def desk(sign_in):
    """desk(**options): a new story of the demo's writer."""

    def begin(**options):
        page = sign_in("writer", **options)
        page.goto("/desk/stories/new/")
        press(page.get_by_role("main").get_by_role("button", name="Start a new story"))
        return page

    return begin


def text(page, number: int = 0):
    return page.locator(".block--text textarea").nth(number)


def add(page, after: int, kind: str) -> None:
    page.locator(".block__add > summary").nth(after).press("Enter")
    page.locator(".block__add").nth(after).get_by_role("button", name=kind).press("Enter")


def saved(page) -> None:
    page.locator("#save-line.save-line--saved").wait_for()


def unexpected(page) -> list[str]:
    return [problem for problem in page.problems if not re.search(r"status of (409|422)|Failed to load|ERR_INTERNET", problem)]


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1440, "light")])
def test_the_desk_is_accessible_and_fits(desk, width, theme):
    page = desk(width=width, theme=theme)
    add(page, 0, "Quote from the wall")
    page.locator(".block--wall_quote").wait_for()
    add(page, 0, "Figures")
    page.locator(".block--figures").wait_for()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("button", name="In one box").click()
    page.locator("textarea[name=whole]").wait_for()
    assert violations(page) == [] and unexpected(page) == []


def test_blocks_come_move_and_go_by_keyboard_and_focus_follows(desk):
    page = desk()
    text(page).fill("He phoned me twice.")
    add(page, 0, "Pull quote")
    page.locator(".block--pull_quote textarea:focus").wait_for()
    page.keyboard.type("Twice.")
    page.locator(".block--pull_quote button[value^=up]").press("Enter")
    page.locator(".block--pull_quote + .block--text").wait_for()
    page.locator(".block--pull_quote button[value^=remove]").press("Enter")
    page.locator("button[value=undo]:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator(".block--pull_quote textarea:focus").wait_for()

    expect(page.locator(".block--pull_quote textarea")).to_have_value("Twice.")
    expect(text(page)).to_have_value("He phoned me twice.")
    expect(page.locator(".tools")).to_have_count(1)
    assert unexpected(page) == []


def test_what_is_typed_is_kept_previewed_and_checked_by_itself(desk):
    page = desk(width=1440)
    page.get_by_label("Give it a title").fill("The cobbler who phoned me twice")
    text(page).fill("He was the best in town.")
    saved(page)

    page.frame_locator("iframe").get_by_role("heading", name="The cobbler who phoned me twice").wait_for()
    page.locator("#checks").get_by_text("It says “the best”.").wait_for()
    expect(page.locator("#save-line")).to_have_text(SAVED)
    expect(page.locator("#checks").get_by_text("newest version was made of it at")).to_be_visible()
    page.reload()
    expect(text(page)).to_have_value("He was the best in town.")
    assert unexpected(page) == []


def test_pasted_word_text_keeps_its_form_also_in_a_box_that_came_later(desk):
    page = desk()
    page.get_by_role("button", name="In one box").click()
    page.locator("textarea[name=whole]").focus()
    page.locator(".tools").wait_for()
    page.evaluate(PASTE, WORD)

    expect(page.locator("textarea[name=whole]")).to_have_value("He **phoned** me.")


def test_a_lost_connection_loses_nothing(desk):
    page = desk()
    page.context.set_offline(True)
    text(page).fill("Typed on a train.")
    page.get_by_text("Not connected: kept in this browser.").wait_for()
    page.context.set_offline(False)
    saved(page)

    page.reload()
    expect(text(page)).to_have_value("Typed on a train.")


def test_a_button_pressed_without_a_connection_leaves_the_page_as_it_is(desk):
    page = desk()
    address = page.url
    text(page).fill("Typed on a train.")
    page.context.set_offline(True)
    for button in ("Remove", "Save for now"):
        page.get_by_role("button", name=button).first.click()
        page.get_by_text("Not connected: kept in this browser.").wait_for()

    assert page.url == address
    expect(text(page)).to_have_value("Typed on a train.")
    page.context.set_offline(False)
    saved(page)


def test_what_a_check_is_about_is_shown_in_the_text(desk):
    page = desk()
    text(page).fill("He was slow at first. He was *the best* in town, all told.")
    page.locator(".block__hints").get_by_text("It says “the best”.").wait_for()
    page.locator(".block__hints").get_by_role("button", name="Show me where").click()

    chosen = page.evaluate("(() => { const box = document.activeElement; return box.value.slice(box.selectionStart, box.selectionEnd); })()")
    assert chosen == "the best"
    expect(page.get_by_role("link", name="things before you can send it")).to_be_visible()
    assert violations(page) == []


def test_words_are_set_bold_by_keyboard_and_plain_again(desk):
    page = desk()
    text(page).fill("He phoned twice.")
    text(page).press("Control+a")
    text(page).press("Control+b")
    expect(text(page)).to_have_value("**He phoned twice.**")
    text(page).press("Control+a")
    text(page).press("Control+b")

    expect(text(page)).to_have_value("He phoned twice.")


def test_two_clicks_begin_one_draft(desk):
    page = desk()
    text(page).fill("What was begun before is typed in, so that it is not taken for the first click.")
    saved(page)
    page.goto("/desk/")
    before = page.locator(".task").count()
    page.get_by_role("button", name="Start at the writing desk").dblclick()
    page.wait_for_url("**/edit/")
    page.goto("/desk/")

    expect(page.locator(".task")).to_have_count(before + 1)


def test_two_tabs_keep_both_texts(desk):
    page = desk()
    other = page.context.new_page()
    other.goto(page.url)
    text(page).fill("From the first tab.")
    saved(page)
    text(other).fill("From the second tab.")
    other.get_by_text("Both texts are kept").wait_for()

    press(other.get_by_role("link", name="compare them"))
    expect(other.get_by_text("From the first tab.")).to_be_visible()
    expect(other.get_by_text("From the second tab.")).to_be_visible()
    assert violations(other) == []


def test_the_whole_desk_works_without_scripts(desk):
    page = desk(width=360, script=False)
    page.get_by_label("Give it a title").fill("Without scripts")
    text(page).fill("He phoned me twice. " * 40)
    page.locator(".block__add > summary").first.click()
    press(page.get_by_role("button", name="Lesson").first)
    page.locator(".block--lesson textarea").fill("Phone first.")
    press(page.locator(".block--lesson button[value^=up]"))
    expect(page.locator(".block").first).to_have_class("block block--lesson")
    press(page.locator(".block--lesson button[value^=remove]"))
    press(page.get_by_role("button", name="Undo"))
    press(page.get_by_role("button", name="Show me"))
    expect(page.get_by_role("heading", name="Without scripts")).to_be_visible()
    expect(page.get_by_text("Phone first.")).to_be_visible()
    press(page.get_by_role("link", name="Go on writing"))
    press(page.get_by_role("button", name="Save and send"))
    expect(page.get_by_text("readers are told how you know this business").first).to_be_visible()
    page.locator("input[name=stake][value=customer]").check()
    page.locator("input[name=ai_use][value=none]").check()
    for statement in page.locator("#agree input").all():
        statement.check()
    press(page.get_by_role("button", name="Save and send"))
    expect(page.get_by_text("It is with the editors")).to_be_visible()


def test_a_draft_is_thrown_away(desk):
    page = desk()
    address = page.url
    press(page.get_by_role("link", name="Throw this draft away"))
    assert violations(page) == []
    press(page.get_by_role("button", name="Throw it away"))

    assert page.goto(address).status == 404


def test_a_photograph_in_one_box_has_its_line_and_fields_without_scripts(desk, tmp_path):
    from PIL import Image

    Image.new("RGB", (400, 300), "red").save(tmp_path / "loaf.jpg")
    page = desk(width=360, script=False)
    press(page.get_by_role("button", name="In one box"))
    page.locator("textarea[name=whole]").fill("One came.\n\nTwo went.")
    page.get_by_text("Add photographs, up to six").click()
    page.get_by_label("Photographs", exact=True).set_input_files(tmp_path / "loaf.jpg")
    press(page.get_by_role("button", name="Save for now"))

    page.locator("#form-errors").get_by_role("link", name="What does this photograph show?").click()
    expect(page.locator("textarea[name=whole]")).to_have_value("[[1 Photograph]]\n\nOne came.\n\nTwo went.")
    expect(page.locator(page.url[page.url.index("#") :])).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
