"""One person's act on one thing that was sent in: a Moderated row comes in, its new status and a Decision go out.

The row moves by one conditional UPDATE on the status and version its moderator saw: of two at once, the second is told.
"""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from core import generation
from moderation import log, states
from moderation.models import Decision, Moderated

decided = Signal()  # thing, decision: after the row moved, in the same transaction; the app that owns the thing mails and indexes


class CannotDecide(Exception):
    """Carries words for the moderator: the move is not allowed, words are missing, or somebody was quicker."""


def decide(thing: Moderated, *, action: str, actor=None, words: str = "", rule: str = "", changes: dict[str, Any] | None = None) -> Decision:
    """Moves `thing` as its status and version were when it was loaded. `changes` are columns that move with it (an edited text).

    Raises CannotDecide with words for a person.
    """
    to_state = states.MOVES[action].get(thing.status)
    if to_state is None:
        raise CannotDecide(_("This is %(status)s: that cannot be done to it now.") % {"status": thing.get_status_display()})
    if action in states.MUST_SAY_WHY and not words.strip():
        raise CannotDecide(_("Say why: the author reads it."))
    with transaction.atomic():
        from_state = _move(thing, to_state=to_state, changes=changes or {})
        decision = log.record(thing, action=action, actor=actor, words=words.strip(), rule=rule, from_state=from_state, to_state=to_state)
        _tell(thing, decision)
    return decision


def undo(decision: Decision, *, actor) -> Decision:
    """Takes a decision back, once, while nothing has been decided since. The way back is a decision, too."""
    thing = decision.thing
    if thing is None or Decision.objects.about(thing).first() != decision or not decision.from_state or decision.action not in states.EDITORS:
        raise CannotDecide(_("Something has been decided since: this can no longer be undone. Decide anew."))
    if thing.status != decision.to_state:
        raise CannotDecide(_("This is %(status)s now.") % {"status": thing.get_status_display()})
    with transaction.atomic():
        from_state = _move(thing, to_state=decision.from_state, changes=thing.before(decision))
        back = log.record(thing, action=states.UNDONE, actor=actor, undoes=decision, from_state=from_state, to_state=decision.from_state)
        _tell(thing, back)
    return back


def _move(thing: Moderated, *, to_state: str, changes: dict[str, Any]) -> str:
    """Writes the move and brings `thing` up to date; returns the status it had."""
    from_state, now = thing.status, timezone.now()
    if to_state == states.APPROVED:
        changes = {"shown_at": Coalesce(F("shown_at"), now, output_field=models.DateTimeField()), **changes}
    if to_state == states.WITHDRAWN:
        changes = {"withdrawn_at": now, **changes}
    rows = type(thing)._default_manager.filter(pk=thing.pk, status=from_state, version=thing.version)
    if not rows.update(status=to_state, version=F("version") + 1, **changes):
        raise CannotDecide(_quicker(thing))
    thing.refresh_from_db()
    return from_state


def _quicker(thing: Moderated) -> str:
    latest = Decision.objects.about(thing).select_related("actor").first()
    if latest is None or latest.actor is None:
        return _("Its author has changed or withdrawn it meanwhile. Look again.")
    return _("%(name)s was quicker: %(action)s. Nothing of yours was saved.") % {"name": latest.actor.get_full_name(), "action": latest.action}


def _tell(thing: Moderated, decision: Decision) -> None:
    decided.send(sender=type(thing), thing=thing, decision=decision)
    if states.APPROVED in (decision.from_state, decision.to_state):
        generation.bump()
