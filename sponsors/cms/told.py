"""What was decided about a sponsorship, in an editor's words: decisions come in as they are kept, lines to read go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.models import Decision

DONE: dict[str, str | Promise] = {
    "enquiry-answered": _("answered"),
    "issue": _("issued"),
    "mark-not-returned": _("marked as not given back"),
    "mark-paid": _("marked as paid"),
    "mark-returned": _("marked as given back"),
    "mark-unpaid": _("marked as not paid"),
    "sponsor-accepted": _("accepted"),
    "sponsor-approved": _("approved"),
    "sponsor-cancelled": _("cancelled"),
    "sponsor-changed": _("details changed"),
    "sponsor-changes-asked": _("changes asked for"),
    "sponsor-closed": _("closed"),
    "sponsor-declined": _("declined"),
    "sponsor-extended": _("made longer"),
    "sponsor-held": _("days put on hold"),
    "sponsor-invitation-stopped": _("invitation stopped"),
    "sponsor-lapsed": _("hold lapsed"),
    "sponsor-logo-changed": _("logo changed"),
    "sponsor-made-good": _("days made good"),
    "sponsor-member-invited": _("somebody invited"),
    "sponsor-member-joined": _("somebody joined"),
    "sponsor-member-removed": _("somebody removed"),
    "sponsor-message-approved": _("new message approved"),
    "sponsor-message-declined": _("new message declined"),
    "sponsor-message-sent": _("new message sent"),
    "sponsor-moved": _("moved to other days"),
    "sponsor-registered": _("registered"),
    "sponsor-role-changed": _("somebody's role changed"),
    "sponsor-sent": _("sent to the editors"),
    "sponsor-stopped": _("stopped early"),
    "sponsor-wait-left": _("off the waiting list"),
}


@dataclass(frozen=True)
class Line:
    decision: Decision
    done: str


def about(thing: models.Model) -> list[Line]:
    return lines(Decision.objects.about(thing).select_related("actor"))


def lines(decisions: Iterable[Decision]) -> list[Line]:
    return [Line(one, str(DONE.get(one.action, one.action.replace("-", " ")))) for one in decisions]
