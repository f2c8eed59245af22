"""Money as people type it: 70.00 dollars come in, 7000 of the smallest unit go out; and back."""

from __future__ import annotations

from decimal import Decimal

from babel.core import get_global
from babel.numbers import get_currency_precision, get_territory_currencies
from django.utils.translation import gettext as _

MOST = 2_147_483_647  # what the column holds on both databases


class NoSuchAmount(ValueError):
    """Says in words why this is no amount of this currency."""


def is_currency(code: str) -> bool:
    """Whether somebody, somewhere, pays with it today: no test code, no metal, no money of the past."""
    return any(code in get_territory_currencies(territory) for territory in get_global("territory_currencies"))


def shown(amount: int, currency: str) -> Decimal:
    """7000 USD is 70.00, 7000 JPY is 7000."""
    return Decimal(amount).scaleb(-get_currency_precision(currency))


def units(typed: Decimal, currency: str) -> int:
    """Raises NoSuchAmount where the currency has no such fraction, or the amount is out of range."""
    places = get_currency_precision(currency)
    amount = typed.scaleb(places)
    if amount != amount.to_integral_value():
        words = _("%(currency)s has no fractions: type a whole number.") if not places else _("%(currency)s has %(places)s decimals at most.")
        raise NoSuchAmount(words % {"currency": currency, "places": places})
    if not 1 <= amount <= MOST:
        raise NoSuchAmount(_("Type an amount above nothing and below %(most)s.") % {"most": shown(MOST, currency)})
    return int(amount)
