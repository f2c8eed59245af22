"""The table of due things: each is a function that may be called at any time and twice. The worker ticks once a minute."""

from __future__ import annotations

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)
_due: dict[str, Callable[[], object]] = {}


def due(name: str):
    """Registers a function of no arguments to be called at every tick."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        _due[name] = function
        return function

    return register


def tick() -> dict[str, str]:
    """Calls everything that is due; one failure is logged and does not stop the others. Returns {name: 'ok' or the error}."""
    told = {}
    for name, function in _due.items():
        try:
            function()
            told[name] = "ok"
        except Exception as error:
            logger.exception("due thing %s failed", name)
            told[name] = repr(error)
    return told
