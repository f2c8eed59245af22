"""Messages to the newsroom that nobody has answered, for the queue that `/cms/` opens on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.queue import Waiting
from pages.models import ContactMessage

MOST = 100


def messages() -> list[Waiting]:
    rows = ContactMessage.objects.filter(answered_at=None).order_by("sent_at", "id")[:MOST]
    return [
        Waiting(
            kind="message",
            title=_("Message: %(about)s") % {"about": row.get_about_display()},
            url=reverse("wagtailsnippets_pages_contactmessage:edit", args=[row.pk]),
            since=row.sent_at,
            author=row.name,
            step=_("To be answered"),
        )
        for row in rows
    ]


def count() -> int:
    return ContactMessage.objects.filter(answered_at=None).count()
