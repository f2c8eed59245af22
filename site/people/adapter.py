"""allauth's hooks: mails in our frame, accounts that start from a story, and links in mails that lead on to where somebody was going."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core import context as here
from allauth.utils import build_absolute_uri
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from core import mail


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request, user) -> None:
        """There are no user names here."""

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation) -> str:
        """Opened on another device, too, it leads on to where she was going: allauth's own link forgets that."""
        return _onward(request, super().get_email_confirmation_url(request, emailconfirmation))

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """The same words as allauth's (templates/account/email/*_message.txt), through our queue and in our frame."""
        request = context.get("request") or here.request
        context = {**context, "email": email, "site_name": "Well Served", "story": _story_sent_by(request, email), **_doors(request)}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        body = render_to_string(f"{template_prefix}_message.txt", context)
        mail.send("plain", email, {"subject": subject, "body": body})


def _doors(request: HttpRequest | None) -> dict[str, str]:
    """Where mails send somebody to sign in or to make an account, on her way to where she was going."""
    names = {"login_url": "account_login", "signup_url": "account_signup"}
    return {name: _onward(request, build_absolute_uri(request, reverse(view))) for name, view in names.items()} if request else {}


def _onward(request: HttpRequest | None, url: str) -> str:
    """With the destination that the request carries. allauth follows it only if it is on this site."""
    return passthrough_next_redirect_url(request, url, REDIRECT_FIELD_NAME) if request else url


def _story_sent_by(request, email: str) -> dict[str, str] | None:
    """The story a code was asked for, with the link that sends it; for the address that story was sent with and no other."""
    told = request.session.get("story_mail") if request is not None and hasattr(request, "session") else None
    return told if told and told["email"].lower() == email.lower() else None
