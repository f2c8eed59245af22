"""Names that are nobody's secret: a phrase of capitalised words comes in, whether it is a business, a place or a byline goes out.

Bylines are looked up here; apps above register what they know.
"""

from __future__ import annotations

from collections.abc import Callable

from people.models import Byline

Known = Callable[[set[str]], set[str]]


def _bylines(phrases: set[str]) -> set[str]:
    return set(Byline.objects.filter(name__in=phrases).values_list("name", flat=True))


_known: list[Known] = [_bylines]


def register(known: Known) -> None:
    """`known` is given phrases and returns those of them that are names of public things."""
    _known.append(known)


def unknown(phrases: set[str]) -> set[str]:
    rest = set(phrases)
    for known in _known:
        if rest:
            rest -= known(rest)
    return rest
