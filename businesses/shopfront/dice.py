"""A slug comes in; the same choices for it go out on every machine and in every year."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Repeatable choices for one slug, one per question asked."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    def number(self, question: str, sides: int) -> int:
        """From 0 to sides - 1."""
        digest = hashlib.sha256(f"{question}:{self.slug}".encode("utf-8", "replace")).digest()
        return int.from_bytes(digest[:8], "big") % sides

    def pick(self, question: str, options: Sequence[T]) -> T:
        return options[self.number(question, len(options))]

    def shuffled(self, question: str, options: Sequence[T]) -> list[T]:
        return sorted(options, key=lambda option: self.number(f"{question}:{option}", 2**32))
