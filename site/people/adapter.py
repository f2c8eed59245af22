"""allauth's hooks: where a role lands, mails in our frame, and accounts that start from a story."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.template.loader import render_to_string

from core import mail


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request, user) -> None:
        """There are no user names here."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """The same words as allauth's (templates/account/email/*_message.txt), through our queue and in our frame."""
        context = {**context, "email": email, "site_name": "Well Served", "story": _story_sent_by(context.get("request"), email)}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        body = render_to_string(f"{template_prefix}_message.txt", context)
        mail.send("plain", email, {"subject": subject, "body": body})


def _story_sent_by(request, email: str) -> dict[str, str] | None:
    """The story a code was asked for, with the link that sends it; for the address that story was sent with and no other."""
    told = request.session.get("story_mail") if request is not None and hasattr(request, "session") else None
    return told if told and told["email"].lower() == email.lower() else None
