"""One number that all processes share: bump() when what readers see has changed, current() before trusting a copy."""

import time
from threading import Lock

from django.db import IntegrityError, transaction
from django.db.models import F

NAME = "pages"
CHECK_EVERY = 1.0  # seconds a process may trust what it read last

_lock = Lock()
_seen: dict[str, float] = {"number": 0, "at": float("-inf"), "forgotten": 0}


def current() -> int:
    from core.models import Generation

    with _lock:
        if time.monotonic() - _seen["at"] < CHECK_EVERY:
            return int(_seen["number"])
    number = Generation.objects.filter(name=NAME).values_list("number", flat=True).first() or 0
    with _lock:
        _seen.update(number=number, at=time.monotonic())
    return number


def bump() -> None:
    """Everything cached is old, here at once and elsewhere within a second. Counted when the transaction commits."""
    transaction.on_commit(_bump)


def _bump() -> None:
    from core.models import Generation

    if not Generation.objects.filter(name=NAME).update(number=F("number") + 1):
        try:
            with transaction.atomic():
                Generation.objects.create(name=NAME, number=1)
        except IntegrityError:  # another process made the row first
            Generation.objects.filter(name=NAME).update(number=F("number") + 1)
    forget()


def forget() -> None:
    """Read the shared number again at the next question."""
    with _lock:
        _seen.update(at=float("-inf"), forgotten=_seen["forgotten"] + 1)


def state() -> tuple[int, int]:
    """The number, and how often this process was told to forget it: what a copy in the process is good for."""
    number = current()
    return number, int(_seen["forgotten"])
