"""allauth's mails and pages in the newsroom's own words: sentence case, no greeting from a host name."""

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.urls import reverse


def sign_in(client, person) -> None:
    """And shows again that it is her, as is asked before anything that opens the account is changed."""
    client.post(reverse("account_login"), {"login": person.email, "password": "a long password"})
    client.post(reverse("account_reauthenticate"), {"password": "a long password"})


ACCOUNT = ["account_already_exists", "email_confirmation", "email_confirmation_signup", "password_reset_key", "password_changed", "password_reset"]
ACCOUNT += ["email_changed", "email_deleted", "email_confirm", "password_set", "unknown_account"]
FACTOR = ["recovery_codes_generated", "totp_activated", "totp_deactivated", "webauthn_added", "webauthn_removed"]
SUBJECTS = [*[f"account/email/{name}" for name in ACCOUNT], *[f"mfa/email/{name}" for name in FACTOR]]


@pytest.mark.parametrize("name", SUBJECTS)
def test_subject_is_in_sentence_case(name):
    subject = render_to_string(f"{name}_subject.txt").strip()

    assert subject and subject[1:] == subject[1:].lower()


def test_link_for_a_new_password_comes_without_a_host_greeting(client, author):
    client.post(reverse("account_reset_password"), {"email": author.email})

    (letter,) = mail.outbox
    assert (letter.subject, "/accounts/password/reset/key/" in letter.body, "testserver!" in letter.body) == ("Choose a new password", True, False)


PAGES = {
    "mfa_index": "Passkeys and codes",
    "mfa_list_webauthn": "Passkeys and security keys",
    "mfa_add_webauthn": "Add a passkey",
    "mfa_activate_totp": "Codes from an app",
    "account_reauthenticate": "Is it you?",
}


@pytest.mark.parametrize("name", PAGES)
def test_account_page_is_ours(client, author, name):
    sign_in(client, author)

    page = client.get(reverse(name), follow=True).content.decode()

    assert f"<h1>{PAGES[name]}</h1>" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_request_login_code", "account_reset_password"])
@pytest.mark.parametrize("address", ["", "ana"])
def test_an_error_says_what_to_do(client, name, address):
    page = client.post(reverse(name), {"email": address, "login": address}).content.decode()

    assert ("Write the whole address" if address else "Write your e-mail address") in page
    assert "This field is required" not in page


def test_turning_codes_on_ends_with_recovery_codes_to_keep(client, author, django_capture_on_commit_callbacks):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    sign_in(client, author)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    counter = next(iter(yield_hotp_counters_from_time()))

    with django_capture_on_commit_callbacks(execute=True):
        code = format_hotp_value(hotp_value(secret, counter))
        sent = client.post(reverse("mfa_activate_totp"), {"code": code})
    page = client.get(sent.url).content.decode()

    assert ("I have kept them: go on" in page, page.count("<li><code>")) == (True, 10)
    assert "Codes from an app: turned on" in [letter.subject for letter in mail.outbox]
    assert "Was it not you?" in mail.outbox[0].body
