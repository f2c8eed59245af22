"""Typed text: what a browser sent comes in, text that can be stored, shown and compared comes out; nothing readable is lost."""

from __future__ import annotations

import re

from core.nfc import composed

# Characters that turn the direction of what follows: a name could read as another one, a file name as a harmless one.
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Control characters but tab and newline, lone surrogates (no encoding has them), non-characters. Emoji and joiners stay.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SPACES = re.compile(r"[ \t\u00a0]+")


def clean(text: str) -> str:
    """Text of one or more lines: NFC, newlines as \\n, without what cannot be stored or would mislead a reader."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return composed(BIDI_CONTROLS.sub("", UNSTORABLE.sub("", text)))


def clean_line(text: str) -> str:
    """Text of one line, without doubled or surrounding spaces."""
    return SPACES.sub(" ", clean(text).replace("\n", " ")).strip()


def storable(value: object) -> object:
    """The same for everything in a value made of lists, dicts and strings: a database can keep it as JSON."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {clean(str(key)): storable(item) for key, item in value.items()}
    return value
