"""Rows that count readers once a day stay, since totals are counts of rows; after 30 days the reader's hash in them goes."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

AFTER = timedelta(days=30)
GONE = "gone-"  # and the row's own key: the rows stay distinct


def before() -> date:
    """Rows of an earlier day are to be forgotten."""
    return timezone.localdate() - AFTER


def forget_readers(rows: QuerySet) -> None:
    """`rows` have a column `reader`, a hash of core.throttle.reader_key."""
    rows.exclude(reader__startswith=GONE).update(reader=Concat(Value(GONE), Cast("pk", CharField()), output_field=CharField()))
