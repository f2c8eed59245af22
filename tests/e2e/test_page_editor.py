"""Wagtail's page editor in a real browser, under a policy that runs no script in the page."""

from playwright.sync_api import expect


def test_fields_choosers_and_lists_of_forms_work_and_the_policy_is_never_broken(sign_in):
    page = sign_in("editor")
    page.goto("/cms/pages/search/?q=baker")
    page.goto(page.locator('a[href$="/edit/"]', has_text="The baker who called every customer").first.get_attribute("href"))

    page.get_by_role("button", name="Choose an image").first.click(force=True)
    page.locator(".modal-content").get_by_text("Choose an image").first.wait_for()
    page.locator(".modal [data-dismiss=modal]").first.click()
    page.locator(".modal-backdrop").wait_for(state="detached")
    rows = page.locator("[id^=id_authors-][id$=-byline]").count()
    page.locator("#id_authors-ADD").click(force=True)
    page.locator(f"#id_authors-{rows}-byline-chooser [data-chooser-action-choose]").first.click()
    chosen = page.locator(".modal-content a[data-chooser-modal-choice]").first
    name = chosen.inner_text()
    chosen.click()

    page.locator(f"#id_authors-{rows}-byline-chooser").get_by_text(name).wait_for()
    expect(page.locator("[data-cms-start]")).to_have_count(0)
    assert [one for one in page.problems if "Content Security Policy" in one] == []
