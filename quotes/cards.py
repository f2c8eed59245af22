"""A quote comes in, what components/quote_card.html shows goes out; of one that is no longer on the wall only a dated gap."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quotes.models import Quote

SHORT = 60  # letters' breadths; a short line in a tinted card is set large
LONG = 160  # a longer one takes two columns
HANDLE = r"@?(?P<handle>[\w.-]{1,64})"
PROFILES = {  # what a handle must look like to be linked, and where it leads
    Quote.Network.MASTODON: (re.compile(rf"{HANDLE}@(?P<host>(?:[\w-]+\.)+[a-z]{{2,}})", re.ASCII | re.IGNORECASE), "https://{host}/@{handle}"),
    Quote.Network.BLUESKY: (re.compile(r"@?(?P<handle>(?:[\w-]+\.)+[a-z]{2,})", re.ASCII | re.IGNORECASE), "https://bsky.app/profile/{handle}"),
    Quote.Network.X: (re.compile(r"@?(?P<handle>\w{1,15})", re.ASCII), "https://x.com/{handle}"),
    Quote.Network.INSTAGRAM: (re.compile(r"@?(?P<handle>[\w.]{1,30})", re.ASCII), "https://www.instagram.com/{handle}/"),
}


def card(quote: Quote) -> dict[str, Any]:
    if quote.status != Quote.Status.APPROVED:
        return {"gap": gap(quote)}
    wide = breadth(quote.text)
    return {
        "pk": quote.pk,
        "text": quote.text,
        "name": ", ".join(part for part in (named(quote), quote.work or quote.town) if part),
        "url": quote.get_absolute_url(),
        "rings": quote.rings,
        "tint": quote.tint,
        "big": bool(quote.tint) and wide <= SHORT,
        "long": wide > LONG,
        "note": _("Lightly edited") if quote.original_text else "",
    }


def breadth(text: str) -> int:
    """The room it takes, in letters: a Chinese sign or an emoji is as wide as two, accents and joiners take none."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else unicodedata.category(char)[0] not in "MC" for char in text)


def named(quote: Quote) -> str:
    """The name; a handle with its network."""
    if not quote.network:
        return quote.name
    return _("%(handle)s on %(network)s") % {"handle": quote.name, "network": quote.get_network_display()}


def profile(quote: Quote) -> str:
    """Where a handle leads; nothing where the network or the handle does not say it surely."""
    if quote.network not in PROFILES:
        return ""
    shape, address = PROFILES[Quote.Network(quote.network)]
    found = shape.fullmatch(quote.name)
    return address.format(**found.groupdict()) if found else ""


def gap(quote: Quote | None) -> str:
    if quote is None or quote.shown_at is None:
        return _("A quote stood here. It is no longer on the wall.")
    if quote.status == Quote.Status.WITHDRAWN:
        return _("A quote of %(shown)s stood here. Its author withdrew it on %(day)s.") % {"shown": _day(quote.shown_at), "day": _day(quote.withdrawn_at)}
    return _("A quote of %(day)s stood here. It was removed from the wall.") % {"day": _day(quote.shown_at)}


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment or timezone.now()), "F j, Y")
