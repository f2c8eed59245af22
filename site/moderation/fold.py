"""A line comes in; what is left of it when case, accents, signs and tricks are taken away goes out, to be compared with others."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LOOK_ALIKES = str.maketrans("014357$@!|l", "oiaestsaiii")  # "l" too: 1, ! and | stand for either
SPREAD = re.compile(r"\b\w(?:[ .\-_*·]\w){2,}\b")  # s p a m, s.p.a.m
COMPARED = 600  # characters; what comes after them does not make two lines different


def plain(text: str) -> str:
    """Lower case without accents, full-width letters and invisible characters; punctuation stays."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isspace() or not _unseen(c)).casefold()


def _unseen(c: str) -> bool:
    """Accents, control and format characters, variation selectors. Vowel signs of other scripts are letters, and stay."""
    return bool(unicodedata.combining(c)) or unicodedata.category(c) in {"Cf", "Cc"} or "\ufe00" <= c <= "\ufe0f"


def words(text: str) -> list[str]:
    return "".join(c if c.isalnum() or unicodedata.category(c) in {"Mn", "Mc"} else " " for c in plain(text)).split()


def folded(text: str) -> str:
    """Its words with one space between: two lines that a reader would call the same are equal."""
    return " ".join(words(text))


def readings(text: str) -> tuple[str, str, str]:
    """The line as somebody may mean it: as written, with spread letters pulled together, with figures read as letters.

    Each has a space at both ends, so that " word " finds whole words only.
    """
    drawn = SPREAD.sub(lambda spread: "".join(c for c in spread[0] if c.isalnum()), plain(text))
    return f" {folded(text)} ", f" {folded(drawn)} ", f" {skeleton(drawn)} "


def skeleton(text: str) -> str:
    """0 is o, 3 is e, $ is s ...: `v1agra` and `viagra` look alike."""
    return folded(plain(text).translate(LOOK_ALIKES))


def text_key(text: str) -> str:
    """32 hex digits, the same for the same words; a line of signs alone counts by its signs."""
    return hashlib.blake2s((folded(text) or plain(text).strip()).encode(), digest_size=16).hexdigest()


def trigrams(line: str) -> frozenset[str]:
    """Of a folded line: every three characters that stand together."""
    line = line[:COMPARED]
    return frozenset(line[at : at + 3] for at in range(len(line) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1: what share of all their trigrams both have (Jaccard)."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0
