"""The demo's buttons in a real browser: every role lands on its own work, and every step of its tour leads somewhere."""

import pytest


@pytest.mark.parametrize(("role", "lands_on"), [("reader", "/"), ("contributor", "/desk/"), ("writer", "/desk/"), ("editor", "/cms/"), ("operator", "/cms/")])
def test_a_role_lands_on_its_work_and_takes_its_tour(look, site, role, lands_on):
    page = look("/demo/")
    with page.expect_navigation():
        page.locator(f"#{role} button[type=submit]").click()

    assert page.url == site + lands_on
    page.goto("/demo/")
    steps = page.locator(f"#{role} .role__tour a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(steps) == 5
    assert {step: page.request.get(step).status for step in steps} == dict.fromkeys(steps, 200)


def test_the_mail_that_was_sent_can_be_read(look):
    page = look("/demo/outbox/?to=carol.pruitt@example.org")

    with page.expect_navigation():
        page.locator(".rows a").first.click()

    assert "carol.pruitt@example.org" in page.locator("main").inner_text()
