"""One person's act on one thing that was sent in: a Moderated row comes in, its new status and a Decision go out.

The row moves by one conditional UPDATE on the status and version its moderator saw: of two at once, the second is told.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from core import generation
from moderation import forget, log, states
from moderation.models import Decision, Moderated, Report

decided = Signal()  # thing, decision: after the row moved, in the same transaction; the app that owns the thing mails and indexes


class CannotDecide(Exception):
    """Carries words for the moderator: the move is not allowed, words are missing, or somebody was quicker."""


def decide(
    thing: Moderated,
    *,
    action: str,
    actor=None,
    words: str = "",
    rule: str = "",
    changes: dict[str, Any] | None = None,
    seen: int | None = None,
    alone: bool = True,
) -> Decision:
    """Moves `thing` from the version its moderator saw: `seen`, or else the one that was loaded.

    `changes` are columns that move with it (an edited text). One of many (`alone` is False) stands in its caller's
    transaction, who makes readers' pages old once for all of them. Raises CannotDecide with words for a person.
    """
    if seen is not None and seen != thing.version:
        raise CannotDecide(_quicker(thing))
    to_state = states.MOVES[action].get(thing.status)
    if to_state is None:
        raise CannotDecide(_("This is %(status)s: that cannot be done to it now.") % {"status": thing.get_status_display()})
    if action in states.MUST_SAY_WHY and not words.strip():
        raise CannotDecide(_("Say why: the author reads it."))
    with transaction.atomic() if alone else nullcontext():  # refused before anything is written: no savepoint for each of many
        move = _move(thing, to_state=to_state, changes=changes or {})
        decision = log.record(thing, action=action, actor=actor, words=words.strip(), rule=rule, **move)
        if to_state == states.WITHDRAWN:
            Decision.objects.about(thing).forget_words()
            _forget_signs(thing, move["earlier"])
        if action in states.SETTLES:
            Report.objects.open().about(thing).update(settled_at=decision.made_at, decision=decision)
        _tell(thing, decision, alone=alone)
    return decision


def undo(decision: Decision, *, actor) -> Decision:
    """Takes a decision back, once, while no later one stands. The way back is a decision, too; undone ones can follow one after another."""
    thing = decision.thing
    if not isinstance(thing, Moderated) or decision.action not in states.EDITORS or Decision.objects.about(thing).standing().first() != decision:
        raise CannotDecide(_("Something has been decided since: this can no longer be undone. Decide anew."))
    thing.refresh_from_db()  # a decision keeps the thing it was once asked for
    if thing.status != decision.to_state:
        raise CannotDecide(_("This is %(status)s now.") % {"status": thing.get_status_display()})
    with transaction.atomic():
        move = _move(thing, to_state=decision.from_state, changes=decision.earlier)
        back = log.record(thing, action=states.UNDONE, actor=actor, undoes=decision, **move)
        Report.objects.filter(decision=decision).update(settled_at=None, decision=None)
        _tell(thing, back)
    return back


def _move(thing: Moderated, *, to_state: str, changes: dict[str, Any]) -> dict[str, Any]:
    """Writes the move and brings `thing` up to date; returns what its decision keeps: both states, and the changed columns as they were."""
    from_state, now = thing.status, timezone.now()
    if to_state == states.APPROVED:
        changes = {"shown_at": Coalesce(F("shown_at"), now, output_field=models.DateTimeField()), **changes}
    if to_state == states.WITHDRAWN:
        changes = {"withdrawn_at": now, **changes}
    earlier = {column: getattr(thing, column) for column in changes}
    rows = type(thing)._default_manager.filter(pk=thing.pk, status=from_state, version=thing.version)
    if not rows.update(status=to_state, version=F("version") + 1, **changes):
        raise CannotDecide(_quicker(thing))
    thing.refresh_from_db(fields=["status", "version", *changes])
    return {"from_state": from_state, "to_state": to_state, "earlier": earlier}


def _forget_signs(thing: Moderated, earlier: dict[str, Any]) -> None:
    forget.forget_signs(type(thing), [thing.pk])
    for column in ("text", "original_text"):
        forget.forget_quoted(type(thing), earlier.get(column, ""))


def _quicker(thing: Moderated) -> str:
    latest = Decision.objects.about(thing).select_related("actor").first()
    if latest is None or latest.actor is None:
        return _("Its author has changed or withdrawn it meanwhile. Look again.")
    told = {"name": latest.actor.get_full_name(), "done": states.DONE.get(latest.action, latest.action)}
    return _("%(name)s was quicker: %(done)s. Nothing of yours was saved.") % told


def _tell(thing: Moderated, decision: Decision, *, alone: bool = True) -> None:
    decided.send(sender=type(thing), thing=thing, decision=decision)
    if alone and decision.action != "keep" and states.APPROVED in (decision.from_state, decision.to_state):
        generation.bump_said()
