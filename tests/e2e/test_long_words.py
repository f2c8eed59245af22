"""A word without end in a form: it breaks, or scrolls in its own box, and never makes the page wider than the phone."""

import pytest

PAGES = {"/contact/": "textarea", "/tell/": "textarea", "/wall/pin/": "textarea[name=text]", "/report/quote/1/": "textarea"}


@pytest.mark.parametrize("path", PAGES)
def test_a_word_without_end_keeps_the_page_in_its_width(look, path):
    page = look(path, width=320)
    page.locator(PAGES[path]).first.fill("x" * 2100)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
