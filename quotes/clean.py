r"""A typed line comes in, the same line as a reader sees it goes out: no controls, no overrides, no invisible padding.

static/js/pin-count.js cleans in the same way before it counts: change both together.
"""

from __future__ import annotations

import regex

from core.nfc import composed

# Controls, lone surrogates, non-characters, and marks that are seen by nobody: soft hyphens, zero-width spaces, and those that turn the
# direction of what follows. Joiners (U+200C, U+200D) stay, because families, Persian and Hindi are written with them; so do the tags of flags.
UNSEEN = regex.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]|\\p{Cs}"
)
SPACES = regex.compile("[\t-\r\x85\\p{Z}\u2800\u3164\uffa0]+")  # the last three are letters to Unicode, and blank
EDGES = " \u200c\u200d"
SEEN = regex.compile("(?![\u115f\u1160])[\\p{L}\\p{N}\\p{P}\\p{S}]")


def clean_line(text: str) -> str:
    """One line in NFC, without what cannot be seen or stored, spaces folded; empty where nothing is left to read."""
    line = SPACES.sub(" ", composed(UNSEEN.sub("", text))).strip(EDGES)
    return line if SEEN.search(line) else ""


def graphemes(text: str) -> int:
    """How many characters a reader sees (UAX #29's extended grapheme clusters, as Intl.Segmenter counts them)."""
    return len(regex.findall(r"\X", text))
