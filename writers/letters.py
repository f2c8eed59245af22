"""The mails of joining: an application, an invitation or a letter comes in, a mail goes out through our queue."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from core import mail
from core.models import SiteSettings
from people.models import User
from writers.models import Application, Invitation, Letter


def to_applicant(template: str, application: Application, *, link: str, **context: Any) -> None:
    mail.send(template, application.email, {"application": application, "url": mail.absolute(link), **context})


def to_newsroom(title: str, *, path: str, words: str = "") -> None:
    """Editors are told where the newsroom has an address for that."""
    to = SiteSettings.objects.exclude(newsroom_email="").values_list("newsroom_email", flat=True).first()
    if to:
        mail.send("writer_waits", to, {"title": title, "words": words, "url": mail.absolute(path)})


def invited(invitation: Invitation, *, key: str, by: User | None) -> None:
    """`by` is nobody where the newsroom asks by itself, after a second story."""
    context = {"invitation": invitation, "by": by.get_full_name() if by else "", "url": mail.absolute(reverse("writer_invitation", args=[key]))}
    mail.send("writer_invited" if by else "writer_invited_again", invitation.email, context)


def to_confirm(letter: Letter, *, key: str) -> None:
    """Nobody has confirmed this address yet: none of the letter's words go to it."""
    mail.send("writer_letter_confirm", letter.email, {"letter": letter, "url": mail.absolute(reverse("letter_confirm", args=[key]))})


def passed_on(letter: Letter, *, to: str) -> None:
    """The writer answers straight to the sender; her own address stands in no page and no answer of ours."""
    mail.send("writer_letter", to, {"letter": letter}, headers={"Reply-To": letter.email})
