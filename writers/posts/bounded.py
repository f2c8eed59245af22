"""Looking for paired tags in a stranger's text in bounded time: a text with thousands of openings that never close is left as it is."""

from __future__ import annotations

import re
from collections.abc import Callable

MOST = 2_000  # openings; each may be looked through as far as the patterns' own bounds


def replaced(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str, *, opening: str) -> str:
    return pattern.sub(new, text) if text.count(opening) <= MOST else text
