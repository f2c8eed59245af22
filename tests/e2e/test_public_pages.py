"""Every public kind of page in a real browser: nothing that axe objects to, no policy report, nothing sideways, and whole without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

STORY = "/stories/food-and-drink/the-baker-who-called-every-customer/"
PAGES = [
    "/",
    "/stories/",
    "/stories/food-and-drink/",
    STORY,
    "/businesses/",
    "/businesses/marlow-bakery/",
    "/places/",
    "/places/bristol/",
    "/writers/",
    "/writers/xio/",
    "/writers/join/",
    "/wall/",
    "/wall/pin/",
    "/wall/quotes/1/",
    "/wall/what-does-cs-mean-to-you/stage/",
    "/embed/quotes/1/",
    "/report/quote/1/",
    "/stories/owners-side/the-counter-has-two-sides/",
    "/sponsor/",
    "/sponsor/slots/1/",
    "/sponsor/enquire/",
    "/writers/join/apply/",
    "/writers/xio/write/",
    "/search/?q=kettle",
    "/corrections/",
    "/about/",
    "/contact/",
    "/tell/",
    "/accounts/login/",
    "/accounts/signup/",
    "/demo/",
    "/demo/outbox/",
    "/no-such-page/",
]
LOOKS = [(320, "dark"), (1280, "light")]  # a rule that is broken in one theme or at one width only is a colour or a size: both ends are looked at
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


def violations(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits_in_both_themes(browse, path):
    for width, theme in LOOKS:
        page = browse(path, width=width, theme=theme)

        assert violations(page) == [], f"{width} {theme}"
        assert [one for one in page.problems if "404" not in one] == []
        for wide in (width, 768):
            page.set_viewport_size({"width": wide, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), f"sideways at {wide}"


def test_axe_would_notice(look):
    page = look("/about/")

    page.evaluate("document.documentElement.removeAttribute('lang')")

    assert [one.partition(":")[0] for one in violations(page)] == ["html-has-lang"]


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/no-such-page/"])
def test_a_page_is_whole_without_script(browse, path):
    page = browse(path, script=False)

    expect(page.locator("h1")).to_have_count(1)
    assert page.title().strip(" ·")
    assert page.locator("main").inner_text().strip()


@pytest.mark.parametrize("path", ["/", "/stories/", STORY, "/businesses/marlow-bakery/", "/places/bristol/", "/writers/xio/", "/wall/", "/about/"])
def test_a_reader_gets_no_cookie(look, path):
    page = look(path)

    assert page.context.cookies() == []


def test_the_first_tab_leads_past_the_header(look):
    page = look("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_both_addresses_answer(look, site):
    page = look(site.replace("localhost", "127.0.0.1") + "/healthz")

    assert "ok" in page.content()
