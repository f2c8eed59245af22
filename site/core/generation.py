"""One number that all processes share: bump() when what readers see has changed, current() before trusting a copy.

It is the sum of two rows. Decisions on what readers sent in come by the hundred and change pages, but neither the frame around
them nor anything that editors set up: they count in a row of their own, so that copies of the rest outlive them (frame()).
"""

import time
from functools import partial
from threading import Lock

from django.db import IntegrityError, transaction
from django.db.models import F

NAME = "pages"
SAID = "said"  # what readers sent in, and no more than that
CHECK_EVERY = 1.0  # seconds a process may trust what it read last

_lock = Lock()
_seen: dict[str, float] = {NAME: 0, SAID: 0, "at": float("-inf"), "forgotten": 0}


def current() -> int:
    return sum(_numbers())


def _numbers() -> tuple[int, int]:
    """Of both rows, by one query."""
    from core.models import Generation

    with _lock:
        if time.monotonic() - _seen["at"] < CHECK_EVERY:
            return int(_seen[NAME]), int(_seen[SAID])
    known = dict(Generation.objects.filter(name__in=(NAME, SAID)).values_list("name", "number"))
    numbers = known.get(NAME, 0), known.get(SAID, 0)
    with _lock:
        _seen.update({NAME: numbers[0], SAID: numbers[1], "at": time.monotonic()})
    return numbers


def bump() -> None:
    """Everything cached is old, here at once and elsewhere within a second. Counted when the transaction commits."""
    transaction.on_commit(partial(_bump, NAME))


def bump_said() -> None:
    """The same, for all but the frame: one thing that a reader sent in was decided upon."""
    transaction.on_commit(partial(_bump, SAID))


def _bump(name: str) -> None:
    from core.models import Generation

    if not Generation.objects.filter(name=name).update(number=F("number") + 1):
        try:
            with transaction.atomic():
                Generation.objects.create(name=name, number=1)
        except IntegrityError:  # another process made the row first
            Generation.objects.filter(name=name).update(number=F("number") + 1)
    _look_again()


def forget() -> None:
    """Read the shared number again at the next question, and trust no copy in the process whatever it says."""
    _look_again()
    with _lock:
        _seen["forgotten"] += 1


def _look_again() -> None:
    with _lock:
        _seen["at"] = float("-inf")


def state() -> tuple[int, int]:
    """The number, and how often this process was told to forget it: what a copy in the process is good for."""
    return current(), int(_seen["forgotten"])


def frame() -> tuple[int, int]:
    """The same for copies of what no decision on something sent in can change."""
    return _numbers()[0], int(_seen["forgotten"])
