"""A sponsor's desk in a real browser: registering, days picked by mouse and keyboard, a message previewed while it is typed, with and without scripts."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import press
from tests.e2e.test_public_pages import LOOKS, violations

NAMES = iter(range(1, 1_000))
PAGES = ["", "organization/", "members/", "close/"]
WALL = "Quote wall"


def unexpected(page) -> list[str]:
    """What went wrong on the page, but for the browser's own note that a form was answered with 4xx."""
    return [problem for problem in page.problems if not re.search(r"status of (409|422)", problem)]


def fits(page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.fixture
def desk(sign_in):
    """desk(**options): the sponsor of the demo, at the page of placements."""

    def open_desk(**options):
        page = sign_in("sponsor", **options)
        page.goto("/sponsor/desk/")
        return page

    return open_desk


def calendar_of_the_wall(page) -> str:
    """The address where the wall is booked."""
    page.goto("/sponsor/")
    press(page.get_by_role("link", name=f"Calendar of {WALL}"))
    return str(page.locator("form.days-form").get_attribute("action"))


def hold(page, *, first: int) -> None:
    """Two days on the wall, typed, priced and held as it goes without a script, too."""
    starts = date.today() + timedelta(days=first)
    page.goto(f"{calendar_of_the_wall(page)}?starts={starts}&ends={starts + timedelta(days=1)}")
    press(page.get_by_role("button", name="Hold these days"))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_fits_in_both_themes(browse, path):
    home = browse("/sponsor/desk/", role="sponsor", script=False).url
    for width, theme in LOOKS:
        page = browse(home + path, role="sponsor", width=width, theme=theme)

        assert violations(page) == [], f"{width} {theme}"
        assert fits(page), f"sideways at {width}"
        assert unexpected(page) == []


@pytest.mark.parametrize(("width", "theme", "script"), [(360, "light", True), (1280, "dark", True), (360, "dark", False)])
def test_registering_says_what_happens_next(sign_in, width, theme, script):
    page, number = sign_in("writer", width=width, theme=theme, script=script), next(NAMES)
    page.goto("/sponsor/desk/register/")
    page.get_by_label("Name, as readers will see it").fill(f"Harbor Lamps {number}")
    page.get_by_label("Web site").fill(f"harbor-lamps-{number}.example")
    page.get_by_label("Line of business").select_option(label="Shops and makers")
    page.get_by_label("Name on the bill").fill("Harbor Lamps Ltd")
    page.get_by_label("Billing address").fill("2 Quay Street")
    page.get_by_label("E-mail for bills").fill("bills@harbor-lamps.example")
    press(page.get_by_role("button", name="Register", exact=True))

    expect(page.get_by_text("An editor is looking at your organization.")).to_be_visible()
    assert not script or violations(page) == []
    assert unexpected(page) == []


def test_a_wrong_field_is_told_and_nothing_is_lost(sign_in):
    page = sign_in("writer", width=320)
    page.goto("/sponsor/desk/register/")
    page.get_by_label("Name, as readers will see it").fill("A name that is much longer than forty letters")
    page.get_by_label("Billing address").fill("2 Quay Street")
    press(page.get_by_role("button", name="Register", exact=True))

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Billing address")).to_have_value("2 Quay Street")
    assert violations(page) == []
    assert fits(page)


def test_days_are_picked_on_the_calendar_and_the_price_follows(desk):
    page = desk()
    page.goto(calendar_of_the_wall(page))
    days = page.locator(".day__pick")

    days.nth(30).click()
    days.nth(36).click()
    page.get_by_role("heading", name="$120.00").wait_for()

    expect(page.get_by_label("First day")).to_have_value(days.nth(30).get_attribute("data-day"))
    expect(page.get_by_label("Last day")).to_have_value(days.nth(36).get_attribute("data-day"))
    expect(page.locator(".day__pick[aria-pressed=true]")).to_have_count(7)
    assert violations(page) == []
    assert unexpected(page) == []


def test_days_are_picked_by_keyboard_alone(desk):
    page = desk()
    page.goto(calendar_of_the_wall(page))
    first = page.locator(".day__pick").first
    first.focus()
    week_later = date.fromisoformat(first.get_attribute("data-day")) + timedelta(days=7)

    for key in ("ArrowDown", "Enter", "ArrowRight", "Space"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Hold these days").wait_for()

    expect(page.get_by_label("First day")).to_have_value(week_later.isoformat())
    expect(page.get_by_label("Last day")).to_have_value((week_later + timedelta(days=1)).isoformat())


def test_days_that_are_not_picked_any_more_cannot_be_held(desk):
    page = desk()
    page.goto(calendar_of_the_wall(page))
    days, hold_them = page.locator(".day__pick"), page.locator("#days-price").get_by_text("Hold these days")
    days.nth(30).click()
    days.nth(36).click()
    hold_them.wait_for()

    days.nth(40).click()
    with_one_day = hold_them.evaluate("button => button.closest('[inert]') !== null")
    days.nth(43).click()
    page.locator("#days-price:not([inert])").get_by_text("4 days").wait_for()

    assert with_one_day
    expect(page.locator("#days-price input[name=starts]")).to_have_value(days.nth(40).get_attribute("data-day"))


def test_the_frames_are_as_wide_as_the_screens_they_stand_for(desk):
    page = desk()
    hold(page, first=90)
    page.frame_locator("iframe").nth(3).get_by_text("Supported by", exact=True).wait_for()

    assert page.evaluate("[...document.querySelectorAll('.frames iframe')].map(frame => frame.contentWindow.innerWidth)") == [360, 360, 1280, 1280]
    assert fits(page)


@pytest.mark.parametrize(("script", "first"), [(True, 70), (False, 74)])
def test_a_message_is_seen_as_readers_will_see_it_in_four_frames(desk, script, first):
    page = desk(script=script)
    hold(page, first=first)
    page.get_by_label("Your message", exact=True).fill("Loans for kitchens & <i>bakeries</i>.")
    if not script:
        press(page.get_by_role("button", name="Save and show me"))
    frames = [page.frame_locator("iframe").nth(number) for number in range(4)]

    for frame in frames:
        frame.get_by_text("Loans for kitchens & <i>bakeries</i>.").wait_for()
        expect(frame.get_by_text("Supported by", exact=True)).to_be_visible()
    dark, light = (frame.locator("main").evaluate("main => getComputedStyle(main).backgroundColor") for frame in (frames[1], frames[0]))
    assert dark != light
    assert not script or violations(page) == []
    assert unexpected(page) == []


def test_a_chosen_picture_is_announced_and_sends_nothing(desk):
    page = desk()
    hold(page, first=82)
    before, posted = page.url, []
    page.get_by_label("Your message", exact=True).fill("Loans for kitchens.")
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" and request.url == before else None)

    page.get_by_label("Picture", exact=False).first.set_input_files({"name": "lamp.png", "mimeType": "image/png", "buffer": b"anything"})
    page.get_by_text("Save to see the picture.").wait_for()

    assert (page.url, posted) == (before, [])
    assert violations(page) == []


def test_a_message_is_sent_and_stands_with_the_editors(desk):
    page = desk(width=360)
    hold(page, first=78)
    page.get_by_label("Your message", exact=True).fill("We lend to bakeries.")
    page.get_by_label("Where a click leads").fill("javascript:alert(1)")
    page.get_by_role("button", name="Send it to the editors").click()
    page.get_by_role("alert").wait_for()
    kept = page.get_by_label("Where a click leads").input_value()
    page.get_by_label("Where a click leads").fill("northwaycu.example/kitchens")
    page.get_by_label("Words of the link").fill("How we lend")
    press(page.get_by_role("button", name="Send it to the editors"))

    assert kept == "javascript:alert(1)"
    expect(page.get_by_text("Sent. An editor reads it")).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_contain_text("now")
    assert violations(page) == []
    assert fits(page)
    assert unexpected(page) == []
