"""A receipt: the browser that pinned a line keeps it, and can show by it that the line is its own. It opens nothing to anybody else."""

from __future__ import annotations

from collections.abc import Iterable

from django.core import signing

from quotes.models import Quote

_signer = signing.Signer(salt="quotes.pinned")


def of(quote: Quote) -> str:
    return _signer.sign(str(quote.pk))


def read(receipt: str) -> int:
    """The quote's primary key. Raises signing.BadSignature."""
    return int(_signer.unsign(receipt))


def read_all(receipts: Iterable[str]) -> dict[int, str]:
    """{primary key: receipt}; those that are not ours are left out."""
    found = {}
    for receipt in receipts:
        try:
            found[read(receipt)] = receipt
        except signing.BadSignature:
            continue
    return found
