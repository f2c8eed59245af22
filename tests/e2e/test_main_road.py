"""The main road in a real browser: a stranger on a phone tells a story, confirms, two editors' steps, and a reader finds it everywhere at once."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import press

TITLE = "The cobbler who phoned me twice"
TEXT = (
    """I brought in a boot with a hole in its side, on a wet morning in March.

## What he said

He turned it over once. "This is not worth it," he said, and named the price of a new pair.

- He did not sigh.
- He wrote his number on the sole in chalk.

> Come back if the other one goes.

He phoned the day after, and [again on Friday](https://example.org/boots). """
    + "It was a plain sort of shop with one lamp in the window. " * 30
)


def tell(page, title: str, email: str) -> None:
    """Five parts and the last look, pressing only what a person sees."""
    page.get_by_label("Give it a title").fill(title)
    page.locator("textarea[name=text]").fill(TEXT)
    go_on(page)
    page.get_by_label("Business", exact=False).first.fill("Nils the Cobbler")
    page.locator("input[name=place]").fill("Duluth")
    go_on(page)
    page.locator("input[name=stake][value=customer]").check()
    go_on(page)
    page.locator("input[name=outcome][value=put-right]").check()
    go_on(page)
    page.locator("input[name=byline]").fill("Tess Quill")
    page.locator("input[name=byline_kind][value=name]").check()
    go_on(page)
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.locator("input[type=email]").fill(email)
    press(page.get_by_role("button", name="Send my story"))


def go_on(page) -> None:
    press(page.get_by_role("button", name=re.compile("^Save and")))


def mailed_link(page, email: str) -> str:
    page.goto(f"/demo/outbox/?to={email}")
    press(page.locator("main a[href^='/demo/outbox/']").filter(has_text="code").first)
    return page.locator("main a[href*='/tell/confirm/']").first.get_attribute("href")


def pages_of(page, title: str) -> list[str]:
    """The story's business, place and writer, as its own page links them."""
    page.goto("/")
    press(page.get_by_role("link", name=title).first)
    linked = [page.locator(f"main a[href^='/{kind}/']").first.get_attribute("href") for kind in ("businesses", "places", "writers")]
    assert None not in linked
    return linked


def decide(page, title: str, outcome: str, *, boxes: bool = False) -> None:
    page.goto("/cms/")
    press(page.get_by_role("link", name=title))
    page.get_by_label(outcome).check()
    if boxes:
        for box in page.locator("input[name=checklist]").all():
            box.check()
        page.locator("select[name=section]").select_option(label="Repairs and trades")
    page.locator("textarea[name=words]").fill("A clear account of a small thing. Thank you.")
    press(page.get_by_role("button", name="Decide and send the letter"))


@pytest.mark.parametrize(("script", "width"), [(True, 360), (False, 1280)])
def test_from_a_strangers_hands_to_a_readers_screen(look, sign_in, script, width):
    title = f"{TITLE} at {width}"
    email = f"tess{width}@example.org"
    visitor = look("/tell/", width=width, script=script)
    tell(visitor, title, email)
    visitor.goto(mailed_link(visitor, email))
    press(visitor.locator("main form button[type=submit]").first)

    editor = sign_in("editor")
    decide(editor, title, "Pass on to the fact and consent check")
    decide(editor, title, "Approve and publish", boxes=True)
    time.sleep(1.1)  # seconds within which every process knows

    reader = look("/", width=width, script=script)
    for path in ("/", "/stories/repairs-and-trades/", "/search/?q=cobbler+phoned", *pages_of(reader, title)):
        reader.goto(path)
        expect(reader.get_by_role("link", name=title).first, path).to_be_visible()
    press(reader.get_by_role("link", name=title).first)
    body = reader.locator(".story__body")
    expect(body.locator("h2")).to_have_text("What he said")
    expect(body.locator("li")).to_have_count(2)
    expect(body.locator("blockquote")).to_have_count(1)
    assert title in reader.request.get("/feeds/stories.rss").text()
    assert visitor.problems + editor.problems + reader.problems == []
    visitor.goto(f"/demo/outbox/?to={email}")
    expect(visitor.get_by_text(f"“{title}” is published").first).to_be_visible()
