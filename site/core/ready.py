"""Values that many pages share, kept ready in the process until what readers see changes (core.generation)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from core import generation

P = ParamSpec("P")
R = TypeVar("R")
MOST = 500  # values of one function; past that it starts again


def until_changed(function: Callable[P, R]) -> Callable[P, R]:
    """Remembers what the function gave for its arguments. Not for what changes by the clock or differs between visitors."""
    return _kept(function, generation.state)


def through_decisions(function: Callable[P, R]) -> Callable[P, R]:
    """The same, for what editors set up: a decision on a quote or a reply leaves it as it is."""
    return _kept(function, generation.frame)


def _kept(function: Callable[P, R], good_for: Callable[[], tuple[int, int]]) -> Callable[P, R]:
    kept: dict[object, R] = {}
    state: tuple[int, int] | None = None

    @functools.wraps(function)
    def ready(*args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal state, kept
        now = good_for()
        if state != now or len(kept) >= MOST:
            state, kept = now, {}
        mine, key = kept, (args, tuple(sorted(kwargs.items())))
        if key not in mine:
            mine[key] = function(*args, **kwargs)
        return mine[key]

    return ready
