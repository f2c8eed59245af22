"""A name and a box come in; the size and the one or two lines that fit go out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Measure = Callable[[str], float]
"""Width of a text in em."""

_NARROW = "iljtfrI.,:;'’‘|!()[] -1"
_BROAD = "mwMWÆŒ@%&ШЩЖЮшщжю"


def clean(text: str) -> str:
    """One line of text that XML can carry: no control characters, no lone surrogates."""
    kept = (" " if ch.isspace() else ch for ch in text if ch.isspace() or _drawable(ch))
    return " ".join("".join(kept).split())


def _drawable(ch: str) -> bool:
    return unicodedata.category(ch) not in ("Cc", "Cs", "Cn") and ord(ch) not in (0xFFFE, 0xFFFF)


def estimate(text: str) -> float:
    """Width in em in a bold serif, a little on the wide side, for when no font is at hand."""
    return sum(_advance(ch) for ch in text)


def _advance(ch: str) -> float:
    if unicodedata.combining(ch) or unicodedata.category(ch) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(ch) in "WF":
        return 1.02
    if ch in _BROAD:
        return 1.1 if ch.isupper() else 0.98
    if ch in _NARROW:
        return 0.4
    return 0.78 if ch.isupper() else 0.61


def fit(text: str, width: float, height: float, measure: Measure) -> tuple[float, list[str]]:
    """Size and lines: shrink first, then two lines, then an ellipsis."""
    text = clean(text)
    if not text:
        return height * 0.5, []
    one = min(height * 0.56, width / max(measure(text), 0.01))
    if one >= height * 0.4:
        return one, [text]
    lines = _halves(text, measure)
    two = min(height * 0.38, width / max(measure(line) for line in lines))
    if max(one, two) >= height * 0.27:
        return (two, lines) if two > one else (one, [text])
    return height * 0.32, _cut(text, width / (height * 0.32), measure)


def _halves(text: str, measure: Measure) -> list[str]:
    """The break, at a space where there is one, that leaves the shortest longer line."""
    words = text.split(" ")
    if len(words) == 1:
        return [text]
    pairs = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return list(min(pairs, key=lambda pair: max(measure(line) for line in pair)))


def _cut(text: str, width: float, measure: Measure) -> list[str]:
    """At most two lines of that many em; the second ends in an ellipsis."""
    first, rest = _take(text, width, measure)
    if not rest:
        return [first]
    if measure(rest) <= width:
        return [first, rest]
    second, _ = _take(rest, width - measure("…"), measure)
    return [first, second.rstrip() + "…"]


def _take(text: str, width: float, measure: Measure) -> tuple[str, str]:
    """The longest start that fits, ending at a space where one is near."""
    end = len(text)
    while end > 1 and (measure(text[:end]) > width or _joined(text, end)):
        end -= 1
    space = text.rfind(" ", 0, end + 1)
    if end < len(text) and space > end * 0.5:
        end = space
    return text[:end].strip(), text[end:].strip()


def _joined(text: str, end: int) -> bool:
    return end < len(text) and unicodedata.category(text[end]) in ("Mn", "Me", "Mc", "Cf")
