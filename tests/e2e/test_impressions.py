"""A scripted browser looks at placements, leaves early, turns away and clicks: the figures are what it really saw and clicked, and no more."""

import signal

import pytest

from sponsors.models import DayDiscard, Placement
from tests.sponsors.conftest import make_placement, slot, sponsor, today  # noqa: F401  (fixtures)
from tests.sponsors.test_buffer import copy_to, database, granian  # noqa: F401  (a fixture)

STORY = "/stories/food-and-drink/the-baker-who-called/"
GLANCE = "() => { document.querySelector('[data-seen]').scrollIntoView({ block: 'center' }); setTimeout(() => scrollTo(0, 0), 500); }"
AWAY = "Document.prototype.hasFocus = () => Boolean(window.turnedTo)"


class Reader:
    """One reader after another, each counting for himself what he saw."""

    def __init__(self, browser, address: str) -> None:
        self.browser, self.address, self.told, self.led = browser, address, [], []

    def opens(self, path: str, *, script: str = ""):
        context = self.browser.new_context(base_url=self.address, viewport={"width": 1000, "height": 700}, reduced_motion="reduce")
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("request", lambda request: self.told.append(request.post_data) if request.url.endswith("/seen/") else None)
        if script:
            page.add_init_script(script)
        page.goto(path, wait_until="load")
        return page

    def sees(self, page) -> str:
        """Scrolls to the placement and stays until the beacon has gone. What was sent."""
        with page.expect_response("**/seen/") as answer:
            page.locator("[data-seen]").first.scroll_into_view_if_needed()
        assert answer.value.status == 204
        return str(answer.value.request.post_data)

    def clicks(self, page) -> None:
        """On the placement's card. The browser is kept from the shop that it leads to, and stays on the page."""

        def stay(route) -> None:
            answer = route.fetch(max_redirects=0)
            self.led.append((answer.status, answer.headers["location"]))
            route.fulfill(status=204)

        page.route("**/go/**", stay)
        with page.expect_response("**/go/**"):
            page.locator(".placement__card").first.click(no_wait_after=True)
        page.unroute_all(behavior="wait")


@pytest.fixture
def reader(browser, make_placement, published_story, database, tmp_path):  # noqa: F811
    make_placement()
    copy_to(database)
    with granian(database, tmp_path, "config.settings.dev") as (process, port):
        reader = Reader(browser, f"http://127.0.0.1:{port}")
        reader.process = process
        yield reader


def rows(address: str, model, columns: str) -> list[tuple]:
    if not address.startswith("sqlite"):
        return list(model.objects.values_list(*columns.split(", ")))
    import sqlite3

    return sqlite3.connect(address.removeprefix("sqlite:///")).execute(f"SELECT {columns} FROM {model._meta.db_table}").fetchall()


@pytest.mark.django_db(transaction=True)
def test_figures_are_what_a_browser_saw_and_clicked(reader, database):  # noqa: F811
    page = reader.opens(STORY)
    page.wait_for_timeout(1500)
    assert reader.told == [], "it is far below, and nobody has seen it"
    sent = reader.sees(page)
    page.evaluate("body => fetch('/seen/', { method: 'POST', body })", sent)  # the same once more, as a fraud would
    page.context.close()

    early = reader.opens(STORY)
    with early.expect_response("**/seen/nonce/"):
        early.evaluate(GLANCE)
    early.wait_for_timeout(2500)
    early.context.close()

    behind = reader.opens(STORY, script=AWAY)
    behind.locator("[data-seen]").first.scroll_into_view_if_needed()
    behind.wait_for_timeout(1500)
    assert len(reader.told) == 2, "one view and its copy: neither a glance nor a tab without focus tells anything"
    with behind.expect_response("**/seen/"):
        behind.evaluate("turnedTo = true; dispatchEvent(new Event('focus'))")

    for _time in range(2):
        reader.clicks(behind)
    assert reader.led == [(302, "https://bramble-finch.example/kettles")] * 2
    assert behind.context.cookies() == []

    quick = reader.opens(STORY, script=AWAY)
    reader.clicks(quick)  # before its page has a word for the view
    with quick.expect_response("**/seen/"):
        quick.evaluate("turnedTo = true; dispatchEvent(new Event('focus'))")
    reader.clicks(quick)

    reader.process.send_signal(signal.SIGTERM)
    reader.process.wait(60)
    assert rows(database, Placement, "views, clicks, discarded") == [(3, 2, 3)]
    assert sorted(rows(database, DayDiscard, "hit, reason, number")) == [("click", "repeated", 2), ("view", "repeated", 1)]


@pytest.mark.django_db(transaction=True)
def test_without_script_a_click_counts_and_nothing_fails(reader, database):  # noqa: F811
    context = reader.browser.new_context(base_url=reader.address, java_script_enabled=False)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/stories/food-and-drink/")

    reader.clicks(page)

    assert reader.led == [(302, "https://bramble-finch.example/kettles")]
    context.close()
    reader.process.send_signal(signal.SIGTERM)
    reader.process.wait(60)
    assert rows(database, Placement, "views, clicks, discarded") == [(0, 1, 0)]
