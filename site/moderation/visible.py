"""A stranger's words come in, HTML goes out in which nothing is hidden: what cannot be seen stands there by its code."""

from __future__ import annotations

import unicodedata

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

JOINERS = "\u200c\u200d"  # at work between letters of other scripts and in emoji of several parts


def visible(text: str) -> SafeString:
    """Escaped, line breaks kept as text; U+202E becomes <span class="unseen">U+202E right-to-left override</span>."""
    parts = []
    for at, c in enumerate(text):
        parts.append(_shown(c) if _hidden(c) and not _joins(text, at) else escape(c))
    return mark_safe("".join(parts))  # noqa: S308  (each part is escaped above)


def _hidden(c: str) -> bool:
    category = unicodedata.category(c)
    return (category in {"Cf", "Cc", "Co", "Cn", "Zl", "Zp"} and c != "\n") or (category == "Zs" and c not in " \u00a0\u3000")


def _joins(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at] in JOINERS and bool(before and after) and ord(before) > 0x2FF and ord(after) > 0x2FF


def _shown(c: str) -> str:
    return format_html('<span class="unseen">U+{} {}</span>', f"{ord(c):04X}", unicodedata.name(c, "").lower())
