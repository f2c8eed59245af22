"""Telling in a real browser where two tabs, a lost connection and lost cookies come between."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import press


@pytest.fixture
def tell(look):
    """tell(**options): part one with a title and a text, saved by its script."""

    def begin(**options):
        page = look("/tell/", **options)
        page.get_by_label("Give it a title").fill("The cobbler who phoned")
        text(page).fill("From the first tab.")
        if options.get("script", True):
            saved(page)
        return page

    return begin


def text(page):
    return page.locator("textarea[name=text]")


def saved(page) -> None:
    page.locator("#save-line.save-line--saved").wait_for()


@pytest.mark.parametrize("way_on", ["Go on with the newer text", "Throw it away"])
def test_the_newer_text_goes_on_once_it_was_chosen(tell, way_on):
    page = tell()
    newer = page.context.new_page()
    newer.goto("/tell/")
    text(newer).fill("From the second tab, and newer.")
    saved(newer)
    text(page).fill("From the first tab, and older.")
    press(page.get_by_role("button", name="Save and go on"))
    expect(page.get_by_role("heading", name="Both texts are kept")).to_be_visible()

    press(page.get_by_role("link" if way_on.startswith("Go") else "button", name=way_on))

    expect(text(page)).to_have_value("From the second tab, and newer.")
    press(page.get_by_role("button", name="Save and go on"))
    expect(page.get_by_label("Which business is it about?")).to_be_visible()


def test_cookies_that_go_between_two_parts_cost_nothing(tell):
    page = tell()
    press(page.get_by_role("button", name="Save and go on"))
    page.context.clear_cookies()
    page.get_by_label("Which business is it about?").fill("Nils the Cobbler")
    press(page.get_by_role("button", name="Save and go on"))
    page.goto("/tell/")

    expect(page.get_by_label("Give it a title")).to_have_value("The cobbler who phoned")
    expect(text(page)).to_have_value("From the first tab.")


def test_the_line_says_saved_again_once_the_connection_is_back(tell):
    page = tell()
    page.context.set_offline(True)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("#save-line")).to_contain_text("Not connected")
    page.context.set_offline(False)

    expect(page.locator("#save-line")).to_contain_text("Saved")
