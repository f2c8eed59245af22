"""A reader's report comes in; every open report about the same thing is settled by one decision: it is kept, or it is hidden with words."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from moderation import log
from moderation.decide import CannotDecide, decide
from moderation.models import Decision, Moderated, Report

KEEP, HIDE = "keep", "hide"


def settle(report: Report, *, action: str, actor, words: str = "", seen: int | None = None) -> Decision:
    """`action` is KEEP or HIDE. Raises CannotDecide with words: also where another moderator has settled it."""
    thing = report.thing
    if isinstance(thing, Moderated) and action in (KEEP, HIDE) and not (action == KEEP and thing.status != Moderated.Status.APPROVED):
        return _by_deciding(report, thing, action=action, actor=actor, words=words, seen=seen)
    if action != KEEP:
        raise CannotDecide(_("This is not hidden from here: take it down on its own screen, then settle the report."))
    with transaction.atomic():
        decision = log.record(thing or report, action=KEEP, actor=actor, words=words.strip())
        open_ones = Report.objects.open().filter(content_type=report.content_type_id, object_id=report.object_id)
        if not open_ones.update(settled_at=decision.made_at, decision=decision):
            raise CannotDecide(_settled(report))
    return decision


def _by_deciding(report: Report, thing: Moderated, *, action: str, actor, words: str, seen: int | None) -> Decision:
    """The decision on the thing itself settles them all (states.SETTLES)."""
    if not Report.objects.open().filter(pk=report.pk).exists():
        raise CannotDecide(_settled(report))
    return decide(thing, action=action, actor=actor, words=words, seen=seen)


def _settled(report: Report) -> str:
    decision = Decision.objects.filter(reports=report).select_related("actor").first()
    if decision is None or decision.actor is None:
        return _("This has been settled meanwhile.")
    return _("%(name)s has settled this already.") % {"name": decision.actor.get_full_name()}
