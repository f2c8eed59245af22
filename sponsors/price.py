"""What days cost: a rate per week and a number of days come in, a whole number of the currency's smallest unit goes out; and money as people read it."""

from __future__ import annotations

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, get_currency_precision
from django.utils.translation import get_language, to_locale


def price(rate: int, days: int) -> int:
    """`rate` is per week in the smallest unit; a half is rounded up."""
    return (rate * days * 2 + 7) // 14


def money(amount: int, currency: str) -> str:
    """7000 USD is $70.00, 7000 JPY is ¥7,000: how many decimals a currency has is Unicode CLDR's."""
    units = Decimal(amount).scaleb(-get_currency_precision(currency))
    return format_currency(units, currency, locale=Locale.parse(to_locale(get_language() or "en-us")))
