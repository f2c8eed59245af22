"""What waits in the moderators' queue, for the page that `/cms/` opens on: one line for each kind, however many there are."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from moderation import subjects
from moderation.cms.listing import REPORT
from moderation.models import Report
from moderation.queue import Waiting


def counts() -> list[tuple[str, str, int, datetime | None]]:
    """Of each kind: its name in addresses, its label, how many wait, and since when the oldest."""
    found = []
    for subject in subjects.every():
        told = subject.waiting().aggregate(count=Count("pk"), oldest=Min("created_at"))
        found.append((subject.kind, str(subject.label), told["count"], told["oldest"]))
    told = Report.objects.open().aggregate(count=Count("pk"), oldest=Min("made_at"))
    return [*found, (REPORT, _("Reports"), told["count"], told["oldest"])]


def lines() -> list[Waiting]:
    return [
        Waiting(
            kind=kind,
            title=_("%(label)s: %(count)s") % {"label": label, "count": count},
            url=f"{reverse('queue')}?kind={kind}",
            since=oldest,
            step=_("To be decided"),
        )
        for kind, label, count, oldest in counts()
        if oldest
    ]


def count() -> int:
    return sum(count for _kind, _label, count, _oldest in counts())
