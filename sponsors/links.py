"""Where a click may lead: an address comes in, words for who typed it go out, or None when all is well.

Only its shape is looked at here; follow.py asks where it ends. An editor opens the link before it is approved, and a changed one goes back to an editor.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import unquote, urlsplit, urlunsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from wagtail.models import Site

from core import web_address

LONGEST = 1000
# Names that never lead out of a building or a machine (RFC 6761, RFC 6762, RFC 8375, and what routers and offices use).
INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa", "invalid", "onion")
# Public names that stand for whatever address is written into them, or for the reader's own machine.
INSIDE_OUT = ("nip.io", "sslip.io", "xip.io", "traefik.me", "localtest.me", "lvh.me", "lacolhost.com", "vcap.me")
# They lead on to an address that can be changed after it was approved, also back here or round in a circle.
SHORTENERS = (
    *("bit.ly", "bitly.com", "j.mp", "tinyurl.com", "tiny.cc", "t.co", "t.ly", "goo.gl", "g.co", "ow.ly", "is.gd", "v.gd", "buff.ly", "rb.gy", "s.id"),
    *("rebrand.ly", "cutt.ly", "shorturl.at", "short.io", "lnkd.in", "fb.me", "dub.sh", "bl.ink", "adf.ly", "qr.ae", "u.to", "clck.ru", "vk.cc", "urlz.fr"),
)
A_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")  # as browsers read the last part of an IPv4 address (WHATWG URL, "ends in a number")
A_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


def link_problem(url: str, *, longest: int = LONGEST) -> str | None:
    """Words that say what to do, or None where readers may be sent there. `longest` in letters."""
    if not url:
        return _("Write the address a click leads to, such as https://example.com/offers.")
    return web_address.problem(url, longest=longest) or _host_problem(host_of(url))


def host_of(url: str) -> str:
    """The host as browsers understand it: lower case, without a final dot, foreign letters as xn--; empty where there is none."""
    parts = web_address.split(url)
    if parts is None or not parts.hostname:
        return ""
    name = unicodedata.normalize("NFKC", unquote(parts.hostname)).replace("\u3002", ".").lower().rstrip(".")
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def for_header(url: str) -> str:
    """As a Location header carries it: the host as browsers understand it, other foreign letters as percent signs (RFC 3987, section 3.1)."""
    parts = urlsplit(url)
    host = host_of(url) + (f":{parts.port}" if parts.port else "")
    return str(iri_to_uri(urlunsplit(parts._replace(netloc=host))))


def _host_problem(host: str) -> str | None:
    if _is_number(host):
        return _("An address with a number in place of a name is not taken. Use the name of your site, such as example.com.")
    if _is_one_of(host, (*INSIDE, *INSIDE_OUT)) or "." not in host:
        return _("Readers cannot reach this address from outside. Use the name of your public site, such as example.com.")
    if not A_NAME.fullmatch(host):
        return _("This cannot be read as an address. Copy it again from your browser.")
    if _is_one_of(host, SHORTENERS):
        return _("This address only leads on to another one, which nobody can check. Write the address of the page itself.")
    if is_ours(host):
        return _("This address leads back to us. Write one of your own.")
    return None


def _is_one_of(host: str, names: tuple[str, ...]) -> bool:
    return host in names or host.endswith(tuple(f".{name}" for name in names))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return bool(A_NUMBER.fullmatch(host.rsplit(".", 1)[-1])) if host else False
    return True


def is_ours(host: str) -> bool:
    """One of this site's own names; every address of ours would only lead on, or round in a circle."""
    ours = {host_of(settings.WAGTAILADMIN_BASE_URL), *Site.objects.values_list("hostname", flat=True)}
    allowed = [name.lower() for name in settings.ALLOWED_HOSTS if name != "*"]
    return host in ours or host in allowed or host.endswith(tuple(name for name in allowed if name.startswith(".")))
