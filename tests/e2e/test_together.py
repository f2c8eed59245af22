"""Writing together and figures of one's own in a real browser: by phone, in both themes, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import press
from tests.e2e.test_public_pages import LOOKS, violations

PEOPLE = iter(range(1, 1_000))


def fits(page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def stories_of(page) -> list[str]:
    """The addresses of her stories on the desk."""
    page.goto("/desk/")
    links = page.locator("a[href^='/desk/stories/']").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    return list(dict.fromkeys(found.group() for link in links if (found := re.match(r"/desk/stories/\d+/", link))))


def published(page) -> str:
    """One that has figures, since readers can see it."""
    return next(path for path in stories_of(page) if page.goto(f"{path}figures/").status == 200)


def a_story(page) -> str:
    """The address of the newest one."""
    return str(page.request.get("/feeds/stories.json").json()["items"][0]["url"]).partition("#")[0]


IN_VIEW = "body => new Promise((done) => new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && done()).observe(body))"


@pytest.fixture
def asked(sign_in, look):
    """asked(**options): a page of somebody who opens the link in the mail, and the address of the story's authors at the desk."""

    def ask(**options):
        email = f"together-{next(PEOPLE)}@example.org"
        hers = sign_in("writer", script=False)
        path = f"{stories_of(hers)[0]}together/"
        hers.goto(path)
        hers.get_by_label("E-mail address").fill(email)
        hers.get_by_label("Name that readers would see").fill("Cornelia Wintergarden-Featherstonehaugh")
        press(hers.get_by_role("button", name="Send the invitation"))
        hers.goto(f"/demo/outbox/?to={email}")
        press(hers.get_by_role("link", name=re.compile("together")).first)
        link = re.search(r"/writers/together/[\w-]+/", hers.content()).group()
        return look(link, **options), hers, path

    return ask


def test_every_page_is_accessible_and_fits_in_both_themes(browse, asked):
    for width, theme in LOOKS:
        page, hers, path = asked(width=width, theme=theme)
        assert violations(page) == [] and fits(page), f"asked, {width} {theme}"
        press(page.get_by_role("button", name="Yes, show my name only"))
        assert violations(page) == [] and fits(page), f"agreed, {width} {theme}"

        for address in (path, f"{published(hers)}figures/"):
            hers = browse(address, role="writer", width=width, theme=theme)
            assert violations(hers) == [] and fits(hers), f"{address}, {width} {theme}"


def test_asked_agreed_moved_and_off_again_without_scripts(asked):
    page, hers, path = asked(script=False)
    page.get_by_label("Name that readers see").fill("C. W.")
    page.get_by_label("my initials").check()
    press(page.get_by_role("button", name="Yes, show my name only"))
    expect(page.locator(".page-head")).to_contain_text("C. W.")

    hers.goto(path)
    expect(hers.locator(".task__title").filter(has_text="C. W.")).to_have_count(1)
    before = hers.locator(".task__title").all_inner_texts().index("C. W.")
    hers.get_by_role("button", name="Move up C. W.").click()
    expect(hers.locator(".task__title").nth(before - 1)).to_have_text("C. W.")

    press(page.get_by_role("button", name="Take my name off this story"))
    expect(page.locator("h1")).to_have_text("Your name is off the story")
    hers.goto(path)
    expect(hers.locator("main")).not_to_contain_text("C. W.")


def test_ten_seconds_with_a_story_are_told_once(look):
    page = look("/feeds/")
    page.clock.install()
    told = []
    page.on("request", lambda request: told.append((request.url, request.post_data)) if "/read/" in request.url else None)
    page.goto(f"{a_story(page)}#feed")
    page.locator("[data-read]").scroll_into_view_if_needed()
    page.locator("[data-read]").evaluate(IN_VIEW)  # the page's own observer, which is older, has been told by then
    page.clock.run_for(9_000)
    assert told == []

    with page.expect_request(re.compile("/read/")):
        page.clock.run_for(2_000)
    page.clock.run_for(60_000)

    assert [words for _url, words in told] == ["feed"]
    assert "#" not in page.url and not page.context.cookies()
