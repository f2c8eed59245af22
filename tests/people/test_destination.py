"""Whoever was sent to sign in, or must first make an account, lands where she was going; never on another site."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client

pytestmark = pytest.mark.django_db

GOING = "/desk/?show=quotes&page=2"
NEW = {"display_name": "Vera Okafor", "email": "vera@example.org", "password1": "a long and good password"}


def sign_up(client: Client, going: str = GOING) -> str:
    """Follows the page's own form; gives what its mail links to."""
    page = client.get("/accounts/signup/", {"next": going})
    client.post("/accounts/signup/", NEW | {"next": hidden(page)})
    return linked(mail.outbox[-1].body, "/accounts/confirm-email/")


def hidden(page) -> str:
    """What the page's form passes on."""
    return page.context["redirect_field_value"] or ""


def linked(body: str, path: str) -> str:
    """Path and query of the link in a mail."""
    found = re.search(rf"https?://[^/\s]+({path}\S*)", body)
    assert found, body
    return found[1]


def next_of(address: str) -> str:
    return parse_qs(urlsplit(address).query).get("next", [""])[0]


def confirm(client: Client, link: str):
    page = client.get(link)
    return client.post(urlsplit(link).path, {"next": hidden(page)})


def test_confirming_in_the_same_browser_signs_in_and_goes_on(client):
    answer = confirm(client, sign_up(client))

    assert (answer["Location"], "_auth_user_id" in client.session) == (GOING, True)


def test_confirming_on_another_device_goes_on_through_signing_in(client):
    phone = Client()

    answer = confirm(phone, sign_up(client))
    gate = phone.get(answer["Location"])
    page = phone.get(gate["Location"])
    signed_in = phone.post("/accounts/login/", {"login": NEW["email"], "password": NEW["password1"], "next": hidden(page)})

    assert answer["Location"] == GOING
    assert "_auth_user_id" in phone.session
    assert signed_in["Location"] == GOING


def test_without_a_destination_the_desk_is_where_one_lands(client):
    link = sign_up(client, "")

    answer = confirm(client, link)

    assert ("?" in link, answer["Location"]) == (False, "/desk/landing/")


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/desk/", "javascript:alert(1)", "/\\elsewhere.example"])
def test_another_site_is_never_a_destination(client, elsewhere):
    link = sign_up(client, elsewhere)

    answer = confirm(client, f"{link}?next={elsewhere}")

    assert ("?" in link, answer["Location"]) == (False, "/desk/landing/")


def test_a_second_try_to_sign_in_before_confirming_sends_a_link_that_leads_on(client):
    sign_up(client, "")
    later = Client()
    caches["default"].clear()  # minutes pass: one mail to an address at a time

    later.post("/accounts/login/", {"login": NEW["email"], "password": NEW["password1"], "next": GOING})

    assert next_of(linked(mail.outbox[-1].body, "/accounts/confirm-email/")) == GOING


def test_signing_in_by_code_goes_on(client, author):
    page = client.get("/accounts/login/", {"next": GOING})
    page = client.get(page.context["request_login_code_url"])
    page = client.post("/accounts/login/code/", {"email": author.email, "next": hidden(page)}, follow=True)
    code = re.search(r"\n\n(\S+)\n\n", mail.outbox[-1].body)[1]

    answer = client.post("/accounts/login/code/confirm/", {"code": code, "next": hidden(page)})

    assert answer["Location"] == GOING


def test_the_passkey_form_passes_the_destination_on(client):
    page = client.get("/accounts/login/", {"next": GOING}).content.decode()

    form = re.search(r'<form id="mfa_login".*?</form>', page, re.DOTALL)[0]

    assert 'name="next" value="/desk/?show=quotes&amp;page=2"' in form


def test_who_has_an_account_already_is_led_on_by_the_mail_that_says_so(client, author):
    client.post("/accounts/signup/", NEW | {"email": author.email, "next": GOING})

    assert next_of(linked(mail.outbox[-1].body, "/accounts/login/")) == GOING


def test_who_asked_for_a_code_without_an_account_is_led_on_by_the_mail(client):
    client.post("/accounts/login/code/", {"email": "nobody@example.org", "next": GOING})

    assert next_of(linked(mail.outbox[-1].body, "/accounts/signup/")) == GOING
