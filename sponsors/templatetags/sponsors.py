"""{% money amount currency %}: what something costs, in the smallest unit of a currency, as a person reads it."""

from __future__ import annotations

from django import template

from sponsors import price

register = template.Library()


@register.simple_tag
def money(amount: int, currency: str) -> str:
    return price.money(amount, currency)
