"""What a verb of this app raises where it cannot do what was asked, and the moves that an application can make."""

from __future__ import annotations


class CannotDo(Exception):
    """Carries words for the person who tried: why not, and what to do instead."""


WAITING, ASKED, ACCEPTED, DECLINED, WITHDRAWN = "waiting", "asked", "accepted", "declined", "withdrawn"

# Of an application: what can be done to it, from where, and where that leads.
MOVES: dict[str, dict[str, str]] = {
    "accept": {WAITING: ACCEPTED, ASKED: ACCEPTED},
    "ask": {WAITING: ASKED, ASKED: ASKED},
    "decline": {WAITING: DECLINED, ASKED: DECLINED},
    "answer": {WAITING: WAITING, ASKED: WAITING},
    "withdraw": {WAITING: WITHDRAWN, ASKED: WITHDRAWN, DECLINED: WITHDRAWN},
}
OPEN = (WAITING, ASKED)
