"""Unicode's composed form (NFC) of what strangers type, in a time that grows with its length and no faster."""

from __future__ import annotations

import unicodedata

import regex

# Normalizing sorts the marks that stand on one letter, and its time grows with the square of their number: a megabyte of them takes
# minutes. No script needs more than 30 (UAX #15, Stream-Safe Text Format).
STACKED = regex.compile(r"(\p{M}{30})\p{M}+")


def composed(text: str) -> str:
    """The text in NFC; of more than 30 marks in a row the first 30."""
    return unicodedata.normalize("NFC", STACKED.sub(r"\1", text))
