"""What readers call a trade: the word an editor typed, or the name of a trade that has a window of its own."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "bakery": _("Bakery"),
    "cafe": _("Café"),
    "groceries": _("Groceries"),
    "florist": _("Florist"),
    "optician": _("Optician"),
    "pharmacy": _("Pharmacy"),
    "clinic": _("Clinic"),
    "tailor": _("Tailor"),
    "tires": _("Tires"),
    "bicycles": _("Bicycles"),
    "hardware": _("Hardware"),
    "plumber": _("Plumber"),
    "books": _("Books"),
    "kettles": _("Kettles and toasters"),
    "phones": _("Phones"),
    "hotel": _("Hotel"),
    "online": _("Online"),
}


def label(trade: str) -> str:
    """One line with a capital letter; '' where no trade is known. A trade of an editor's own words stays as typed."""
    known = LABELS.get(trade.strip().casefold())
    words = trade.replace("-", " ").strip()
    return str(known) if known else words[:1].upper() + words[1:]
