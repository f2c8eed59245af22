"""A link that an applicant gives for a sample: an address comes in, words for who typed it go out, or none. It is never fetched."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

LONGEST = 500
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\<>\"^`{|}]")


def link_problem(url: str) -> str:
    """Words that say what to do; empty where an editor may open it."""
    if len(url) > LONGEST:
        return _("This address has %(length)s letters. Shorten it to %(most)s at most.") % {"length": f"{len(url):,}", "most": f"{LONGEST:,}"}
    parts = _split(url)
    if parts is None or not parts.hostname:
        return _("This cannot be read as an address. Copy it again from your browser.")
    if parts.scheme not in {"http", "https"}:
        return _("An address starts with https:// or http://. Copy it from your browser.")
    if parts.username is not None or parts.password is not None:
        return _("Take the name and password before the @ out of this address.")
    if "." not in parts.hostname.strip(".") or _is_number(parts.hostname):
        return _("Editors cannot reach this address from outside. Use the one that readers use.")
    return ""


def complete(url: str) -> str:
    """As people type it: www.example.com means https."""
    url = url.strip()
    return f"https://{url}" if url and "://" not in url and re.match(r"[^\s/:@]+\.[^\s/:@]+(/|$)", url) else url


def _split(url: str) -> SplitResult | None:
    if UNSEEN.search(url):
        return None
    try:
        parts = urlsplit(url)
        _port = parts.port  # raises where it is none
        return parts
    except ValueError:
        return None


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.rsplit(".", 1)[-1].isdigit()
    return True
