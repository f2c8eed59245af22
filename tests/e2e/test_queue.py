"""The moderators' queue by keyboard in a real browser: no key decides about a row that nobody stands on."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def queue(browse):
    return browse("/cms/queue/?kind=quote", role="editor")


def test_a_key_decides_only_about_the_row_that_has_the_focus(queue):
    first = queue.locator("[data-row]").first.get_attribute("id")

    queue.keyboard.press("a")
    queue.keyboard.press("j")

    expect(queue.locator(f"#{first}")).to_be_focused()
    queue.keyboard.press("x")
    expect(queue.locator("[name=chosen]:checked")).to_have_count(1)


def test_a_key_held_down_does_not_decide(queue):
    queue.keyboard.press("j")
    queue.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', repeat: true, bubbles: true }))")

    expect(queue.locator("[name=chosen]:checked")).to_have_count(0)
