"""The demo's buttons in a real browser: every role lands on its own work, and every step of its tour leads somewhere."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import press


@pytest.mark.parametrize(("role", "lands_on"), [("reader", "/"), ("contributor", "/desk/"), ("writer", "/desk/"), ("editor", "/cms/"), ("operator", "/cms/")])
def test_a_role_lands_on_its_work_and_takes_its_tour(look, site, role, lands_on):
    page = look("/demo/")
    press(page.locator(f"#{role} button[type=submit]"))

    expect(page).to_have_url(site + lands_on)
    page.goto("/demo/")
    steps = page.locator(f"#{role} .role__tour a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(steps) == 5
    assert {step: page.request.get(step).status for step in steps} == dict.fromkeys(steps, 200)


def test_the_mail_that_was_sent_can_be_read(look):
    page = look("/demo/outbox/?to=carol.pruitt@example.org")

    press(page.locator(".rows a").first)

    expect(page.locator("main")).to_contain_text("carol.pruitt@example.org")
