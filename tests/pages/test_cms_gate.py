"""The door of /cms/: where a stranger comes back to, and the second factor that production asks editors for."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from pages.models import PlainPage
from stories import review


@pytest.fixture
def asked(settings):
    settings.EDITORS_NEED_SECOND_FACTOR = True


def test_stranger_comes_back_to_the_very_page_with_its_query(client, newsroom):
    answer = client.get("/cms/snippets/businesses/business/?q=a&p=2")

    assert answer.url == "/accounts/login/?next=/cms/snippets/businesses/business/%3Fq%3Da%26p%3D2"


def test_sign_in_address_of_wagtail_keeps_where_one_wanted_to_go(client, newsroom):
    assert client.get("/cms/login/?next=/cms/pages/%3Fp%3D2").url == "/accounts/login/?next=/cms/pages/%3Fp%3D2"
    assert client.get("/cms/login/?next=https://elsewhere.example/").url == "/accounts/login/?next=/cms/"


def test_editor_without_second_factor_sets_one_up_and_goes_on_to_her_page(client, editor, asked):
    client.force_login(editor)

    sent = client.get("/cms/reports/locked/?p=2")
    page = client.get(sent.url).content.decode()
    TOTP.activate(editor, generate_totp_secret())

    assert (sent.url, "Editors need a second factor" in page) == (reverse("mfa_index"), True)
    assert client.get(reverse("mfa_index")).url == "/cms/reports/locked/?p=2"
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get("/cms/").status_code == 200


def test_on_ones_own_machine_a_password_is_enough(client, editor):
    client.force_login(editor)

    assert client.get("/cms/").status_code == 200


def script_sources(answer) -> str:
    (directive,) = [one for one in answer.headers["Content-Security-Policy"].split("; ") if one.startswith("script-src")]
    return directive


def test_no_script_in_a_page_of_the_cms_runs(client, editor, make_story, author):
    story = make_story(author)
    review.send_to_review(story, by=author)
    client.force_login(editor)

    for address in ("/cms/", reverse("review", args=[story.pk]), f"/cms/pages/{story.pk}/edit/", f"/cms/pages/{story.pk}/history/"):
        answer = client.get(address)
        written = re.findall(r"<script(?![^>]*(?: src=| type=\"(?:application/json|text/django-form-template)\"))[^>]*>", answer.text)
        assert (script_sources(answer), written, answer["X-Frame-Options"]) == ("script-src 'self'", [], "SAMEORIGIN"), address
        assert int(answer["Content-Length"]) == len(answer.content)


def test_a_preview_of_a_page_may_stand_in_the_editors_frame(client, editor, newsroom):
    plain = newsroom.front.add_child(instance=PlainPage(title="About", slug="about-us", body=[]))
    client.force_login(editor)

    preview = client.get(f"/cms/pages/{plain.pk}/view_draft/")

    assert preview.status_code == 200
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"


def test_pages_of_an_account_are_kept_by_nobody(client, editor):
    client.force_login(editor)

    assert client.get(reverse("mfa_index")).headers["Cache-Control"] == "private, no-store"


def test_cms_opens_on_what_waits_alone(client, editor):
    client.force_login(editor)

    page = client.get("/cms/").content.decode()

    assert (page.count("<h1"), "editor guide" in page, "summary" in page) == (1, False, False)
