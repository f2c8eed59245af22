"""What the queue's screen shows beside its rows: tabs with counts, filters, reasons, and the last acts to be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import states, subjects
from moderation.cms import listing, rows, waiting
from moderation.cms.forms import BanForm
from moderation.cms.listing import Wanted
from moderation.models import Ban, Decision, Moderated, Reason

LAST_ACTS, LAST_HOURS = 5, 24
MOST_GROUPS = 100


def context(wanted: Wanted, *, user, just_done: list[int]) -> dict[str, Any]:
    found, next_address = listing.page(wanted)
    return {
        "wanted": wanted,
        "here": wanted.address(after=wanted.after),
        "rows": rows.build(found),
        "next_address": next_address,
        "first_address": wanted.address() if wanted.after else "",
        "tabs": [(label, wanted.address(status=status, order=""), status == wanted.status) for status, label in _tabs()],
        "kinds": _kinds(wanted),
        "groups": _groups(wanted),
        "orders": [(listing.OLDEST, _("Oldest first")), (listing.RISKY, _("Riskiest first"))],
        "reasons": list(Reason.objects.filter(used_by=Reason.For.EDITOR)),
        "ban_form": BanForm(),
        "last_acts": last_acts(user),
        "just_done": just_done if len(just_done) > 1 else [],
    }


def _tabs() -> list[tuple[str, str]]:
    return [
        (Moderated.Status.WAITING, _("Waiting")),
        (Moderated.Status.APPROVED, _("Approved")),
        (Moderated.Status.DECLINED, _("Declined")),
        (Moderated.Status.HIDDEN, _("Hidden")),
    ]


def _kinds(wanted: Wanted) -> list[tuple[str, str]]:
    if wanted.status == Moderated.Status.WAITING:
        return [(kind, f"{label} ({count})") for kind, label, count, _oldest in waiting.counts()]
    return [(subject.kind, str(subject.label)) for subject in subjects.every()]


def _groups(wanted: Wanted) -> list[tuple[str, list[tuple[str, str]]]]:
    """By what the list can be narrowed, under the name of its kind: each prompt as prompt:3. While things wait, only where some do."""
    grouped = [subject for subject in subjects.every() if subject.group and wanted.kind in ("", subject.kind)]
    lists = [(str(subject.label), [(f"{subject.group}:{row.pk}", str(row)) for row in _group_rows(subject, wanted)]) for subject in grouped]
    return [(label, choices) for label, choices in lists if choices]


def _group_rows(subject: subjects.Subject, wanted: Wanted) -> QuerySet:
    groups = subject.model._meta.get_field(subject.group).related_model._default_manager.all()
    if wanted.status == Moderated.Status.WAITING:
        name, _colon, chosen = wanted.group.partition(":")
        still_chosen = Q(pk=int(chosen)) if name == subject.group else Q()
        groups = groups.filter(Q(pk__in=subject.waiting().order_by().values(f"{subject.group}_id")) | still_chosen)
    return groups[:MOST_GROUPS]


def last_acts(user) -> list[tuple[Decision, str]]:
    """The newest decisions of this person that stand, in words."""
    mine = (
        Decision.objects.standing()
        .filter(actor=user, action__in=states.EDITORS, made_at__gt=timezone.now() - timedelta(hours=LAST_HOURS))
        .exclude(from_state="")
    )
    return [(decision, states.DONE[decision.action]) for decision in mine.prefetch_related("thing")[:LAST_ACTS]]


def bans_in_force() -> list[Ban]:
    return list(Ban.objects.in_force(timezone.now()).select_related("made_by")[:200])
