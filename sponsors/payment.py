"""How a bill is paid: a bill comes in, words and perhaps an address to pay at go out. PAYMENT_ADAPTER names the class that says so."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sponsors.models import Bill


class Adapter(Protocol):
    """What a way of paying must offer. It is made without arguments, and only reads the bill: that one is paid an editor says (sponsors/bill.py)."""

    def instructions(self, bill: Bill) -> str:
        """Plain words for the bill and its letter, in lines."""
        ...

    def pay_url(self, bill: Bill) -> str | None:
        """A full address at which this very bill can be paid, where there is one."""
        ...


class Manual:
    """By bank transfer or as the newsroom says in its sponsorship terms: an editor sees the money and marks the bill."""

    def instructions(self, bill: Bill) -> str:
        told = bill.as_issued.get("pay_words", "").strip()
        return "\n".join([*([told] if told else []), _("Please give the number %(number)s with your payment.") % {"number": bill.label}])

    def pay_url(self, bill: Bill) -> str | None:
        return None


def adapter() -> Adapter:
    return import_string(settings.PAYMENT_ADAPTER)()
