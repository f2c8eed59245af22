"""A quote comes in, what components/quote_card.html shows goes out; of one that is no longer on the wall only a dated gap."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quotes.models import Quote

SHORT = 60  # characters; a short line in a tinted card is set large


def card(quote: Quote) -> dict[str, Any]:
    if quote.status != Quote.Status.APPROVED:
        return {"gap": gap(quote)}
    return {
        "text": quote.text,
        "name": ", ".join(part for part in (quote.name, quote.work or quote.town) if part),
        "url": quote.get_absolute_url(),
        "rings": quote.rings,
        "tint": quote.tint,
        "big": bool(quote.tint) and len(quote.text) <= SHORT,
    }


def gap(quote: Quote | None) -> str:
    if quote is None or quote.shown_at is None:
        return _("A quote stood here. It is no longer on the wall.")
    day = date_format(timezone.localtime(quote.shown_at), "F j, Y")
    if quote.status == Quote.Status.WITHDRAWN:
        return _("A quote of %(day)s stood here. Its author has withdrawn it.") % {"day": day}
    return _("A quote of %(day)s stood here. It was removed from the wall.") % {"day": day}
