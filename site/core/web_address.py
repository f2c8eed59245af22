"""An address as people type or paste it: its parts come out, or words that say what to do. Nothing is fetched."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\<>\"^`{|}]")


def split(url: str) -> SplitResult | None:
    """None where it holds letters that nobody sees or that no address has, or a port that is none."""
    if UNSEEN.search(url):
        return None
    try:
        parts = urlsplit(url)
        _port = parts.port  # raises where it is none
        return parts
    except ValueError:
        return None


def problem(url: str, *, longest: int) -> str:
    """What is wrong with its shape, whoever it leads to; empty when nothing is."""
    if len(url) > longest:
        return _("This address has %(length)s letters. Shorten it to %(most)s at most.") % {"length": f"{len(url):,}", "most": f"{longest:,}"}
    parts = split(url)
    if parts is None:
        return _("This cannot be read as an address. Copy it again from your browser.")
    if parts.scheme not in {"http", "https"}:
        return _("An address starts with https:// or http://. Copy it from your browser.")
    if parts.username is not None or parts.password is not None:
        return _("Take the name and password before the @ out of this address.")
    return ""
