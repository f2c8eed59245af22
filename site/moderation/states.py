"""The table of allowed moves: what may be done to something that was sent in, from which status, and where it leads."""

from __future__ import annotations

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
    "withdraw": {WAITING: WITHDRAWN, APPROVED: WITHDRAWN, DECLINED: WITHDRAWN, HIDDEN: WITHDRAWN},
}
UNDONE = "undo"  # leads back to where the decision it undoes came from; see decide.undo
MUST_SAY_WHY = {"decline", "hide"}
EDITORS = ("approve", "decline", "edit", "hide", "restore")  # withdrawing is the author's
