"""Prices to the smallest unit, and money as people read it in currencies with two, none and three decimals."""

import pytest

from sponsors.price import money, price


@pytest.mark.parametrize(
    ("rate", "days", "expected"),
    [
        (7000, 7, 7000),
        (7000, 1, 1000),
        (7000, 10, 10000),
        (100, 1, 14),
        (101, 1, 14),
        (102, 1, 15),
        (105, 1, 15),
        (3500, 3, 1500),
        (1, 3, 0),
        (1, 4, 1),
        (7000, 0, 0),
        (7, 182, 182),
    ],
)
def test_price_is_by_the_day_and_half_goes_up(rate, days, expected):
    assert price(rate, days) == expected


@pytest.mark.parametrize(("rate", "days"), [(r, d) for r in (1, 13, 999, 7001) for d in (1, 2, 3, 6, 8, 30)])
def test_price_is_the_exact_share_rounded(rate, days):
    assert abs(price(rate, days) - rate * days / 7) <= 0.5


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (7000, "USD", "$70.00"),
        (5, "USD", "$0.05"),
        (123456789, "EUR", "€1,234,567.89"),
        (7000, "JPY", "¥7,000"),
        (12345, "KWD", "KWD12.345"),
        (0, "USD", "$0.00"),
    ],
)
def test_money_has_the_currency_s_own_decimals(amount, currency, expected):
    assert money(amount, currency) == expected
