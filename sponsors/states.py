"""The table of allowed moves of a placement, and the one function that moves it."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from sponsors.models import Placement

State = Placement.State
MOVES: dict[str, set[str]] = {
    State.HELD: {State.SUBMITTED, State.CANCELLED, State.LAPSED},
    State.SUBMITTED: {State.APPROVED, State.DECLINED, State.CANCELLED, State.HELD},  # back to a hold: changes are asked for
    State.APPROVED: {State.CANCELLED, State.ENDED},
    State.DECLINED: set(),
    State.CANCELLED: set(),
    State.LAPSED: {State.HELD},  # taken up again while its days are still free
    State.ENDED: {State.APPROVED},  # days made good after the end
}


class CannotBook(Exception):
    """Carries words for the person who tried: why this cannot be booked, moved or decided, and what to do instead."""


def move(placement: Placement, to: str, **changes: Any) -> Placement:
    """Moves by one conditional UPDATE on the version that was loaded: of two at once, the second is told. Brings `placement` up to date."""
    if to not in MOVES[placement.state]:
        raise CannotBook(_("This placement is “%(state)s” now: that cannot be done to it any more.") % {"state": placement.get_state_display()})
    changed = Placement.objects.filter(pk=placement.pk, state=placement.state, version=placement.version).update(state=to, version=F("version") + 1, **changes)
    if not changed:
        raise CannotBook(_("Somebody else has just changed this placement. Reload the page to see what they did."))
    placement.refresh_from_db()
    return placement
