"""Applications that wait for an editor, for the queue that `/cms/` opens on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.queue import Waiting
from writers.models import Application

MOST = 100


def applications() -> list[Waiting]:
    return [_waiting(row) for row in Application.objects.waiting().select_related("call").order_by("confirmed_at", "pk")[:MOST]]


def _waiting(row: Application) -> Waiting:
    title = _("%(name)s applies to write") % {"name": row.byline}
    step = _("Answers “%(call)s”") % {"call": row.call.title} if row.call else _("An application to decide")
    return Waiting("application", title, reverse("cms_application", args=[row.pk]), row.confirmed_at or row.made_at, author=row.byline, step=step)


def count() -> int:
    return Application.objects.waiting().count()
