"""Bytes of a text file come in, its text goes out, with what was assumed said."""

from __future__ import annotations

import codecs

from django.utils.translation import gettext as _

from stories.typing import clean

CONTROLS = bytes(one for one in range(32) if one not in b"\t\n\r\f\x1b")
MOST_CONTROLS = 0.02  # of its bytes: a larger share is no text, unless the rest is good UTF-8
MOST_STRAY = 0.3  # of its bytes, in any case


class NotText(Exception):
    """Carries words."""


def decoded(raw: bytes) -> tuple[str, list[str]]:
    """The text with \\n as line ends, and what to say. Raises NotText."""
    said = []
    text = _by_mark(raw)
    if text is None:
        share = (len(raw) - len(raw.translate(None, CONTROLS))) / max(len(raw), 1)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = ""
        if share > (MOST_STRAY if text else MOST_CONTROLS):
            raise NotText(_("This is not a text file. If it is one, save it as UTF-8 and bring it again."))
        if not text and raw:
            text = raw.decode("cp1252", errors="replace")
            said.append(_("It is not UTF-8: it was read as Windows-1252. Look at accents, quotation marks and dashes."))
    if "\x00" in text:
        said.append(_("It held NUL characters; they were left out."))
    return clean(text.removeprefix("\ufeff")), said


def _by_mark(raw: bytes) -> str | None:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    return None
