"""The table of allowed moves: what may be done to something that was sent in, from which status, and where it leads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from moderation.models import Moderated

WAITING, APPROVED, DECLINED, HIDDEN, WITHDRAWN = (
    Moderated.Status.WAITING,
    Moderated.Status.APPROVED,
    Moderated.Status.DECLINED,
    Moderated.Status.HIDDEN,
    Moderated.Status.WITHDRAWN,
)

MOVES: dict[str, dict[str, str]] = {
    "approve": {WAITING: APPROVED},
    "decline": {WAITING: DECLINED},
    "edit": {WAITING: WAITING, APPROVED: APPROVED},
    "hide": {APPROVED: HIDDEN},
    "restore": {HIDDEN: APPROVED, DECLINED: WAITING},
    "keep": {APPROVED: APPROVED},  # settles what readers reported
    "withdraw": {WAITING: WITHDRAWN, APPROVED: WITHDRAWN, DECLINED: WITHDRAWN, HIDDEN: WITHDRAWN},
}
UNDONE = "undo"  # leads back to where the decision it undoes came from; see decide.undo
MUST_SAY_WHY = {"decline", "hide"}
SETTLES = {"keep", "hide", "withdraw"}  # after these nothing that readers reported about it waits any more
EDITORS = ("approve", "decline", "edit", "hide", "restore", "keep")  # withdrawing is the author's

DONE = {
    "approve": _("approved"),
    "decline": _("declined"),
    "edit": _("edited"),
    "hide": _("hidden"),
    "restore": _("restored"),
    "keep": _("kept as it is"),
    "withdraw": _("withdrawn"),
    UNDONE: _("undone"),
}


def allowed(status: str) -> list[str]:
    """What an editor may do from here."""
    return [action for action in EDITORS if status in MOVES[action]]
