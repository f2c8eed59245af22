"""A link that an applicant gives for a sample: an address comes in, words for who typed it go out, or none. It is never fetched."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from core import web_address

LONGEST = 500


def link_problem(url: str) -> str:
    """Words that say what to do; empty where an editor may open it."""
    wrong = web_address.problem(url, longest=LONGEST)
    host = urlsplit(url).hostname if not wrong else None
    if wrong or not host:
        return wrong or _("This cannot be read as an address. Copy it again from your browser.")
    if "." not in host.strip(".") or _is_number(host):
        return _("Editors cannot reach this address from outside. Use the one that readers use.")
    return ""


def complete(url: str) -> str:
    """As people type it: www.example.com means https."""
    url = url.strip()
    return f"https://{url}" if url and "://" not in url and re.match(r"[^\s/:@]+\.[^\s/:@]+(/|$)", url) else url


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.rsplit(".", 1)[-1].isdigit()
    return True
