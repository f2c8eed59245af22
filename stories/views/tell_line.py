"""The line that somebody has just pinned to the wall: its receipt comes in with /tell/?line=, its words go out, to begin a story with."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest

from quotes import receipts
from quotes.models import Quote


def line_of(request: HttpRequest) -> str:
    """Empty without a receipt of ours, and when the line has been withdrawn."""
    try:
        pk = receipts.read(request.GET.get("line", ""))
    except signing.BadSignature:
        return ""
    return Quote.objects.exclude(status=Quote.Status.WITHDRAWN).filter(pk=pk).values_list("text", flat=True).first() or ""
