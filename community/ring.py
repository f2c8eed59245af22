"""Ringing the bell: a story or a quote and a reader's daily hash come in, the new total and a receipt go out.

One ring a reader is kept by the database (core.Ring); totals stand on the rung row. Pages are not made old by a ring:
their copies live for minutes, and whoever rang sees the new total at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from core.clock import due
from core.forget_readers import before, forget_readers
from core.models import Ring
from quotes.models import Quote
from stories.models import PublishedStory

_signer = signing.Signer(salt="community.ring")


class CannotRing(Exception):
    """There is nothing to ring for: it was removed, or never shown."""


@dataclass(frozen=True)
class Rung:
    """`receipt` takes this ring back; it is empty where the reader had rung before."""

    rings: int
    receipt: str = ""


def ringable(kind: str, target: int) -> models.QuerySet:
    """The row that carries the total, if readers can see it now. A story goes by its page's id."""
    if kind == "quote":
        return Quote.objects.on_the_wall(timezone.now()).filter(pk=target)
    if kind == "story":
        return PublishedStory.objects.live().filter(story_id=target)
    raise CannotRing(kind)


def ring(kind: str, target: int, *, reader: str) -> Rung:
    """Counts one ring a reader a day; a second one changes nothing. Raises CannotRing."""
    found = ringable(kind, target)
    if not found.exists():
        raise CannotRing(f"{kind} {target}")
    receipt = ""
    try:
        with transaction.atomic():
            row = Ring.objects.create(kind=kind, target=target, reader=reader, day=timezone.localdate())
            _add(found, 1)
            receipt = _signer.sign(str(row.pk))
    except IntegrityError:  # this reader rang today
        receipt = ""
    return Rung(_total(found), receipt)


def take_back(kind: str, target: int, *, receipt: str) -> Rung:
    """Twice is once; a forged receipt changes nothing. Raises CannotRing."""
    found = ringable(kind, target)
    if not found.exists():
        raise CannotRing(f"{kind} {target}")
    try:
        pk = int(_signer.unsign(receipt))
    except signing.BadSignature:
        return Rung(_total(found))
    with transaction.atomic():
        gone, _rows = Ring.objects.filter(pk=pk, kind=kind, target=target).delete()
        if gone:
            _add(found.filter(rings__gt=0), -1)
    return Rung(_total(found))


def _add(rows: models.QuerySet, number: int) -> None:
    # Narrowed by primary key again: an UPDATE may not join the prompt.
    rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(rings=F("rings") + number)


def _total(rows: models.QuerySet) -> int:
    return rows.values_list("rings", flat=True).first() or 0


@due("forget-readers-of-rings")
def forget() -> None:
    forget_readers(Ring.objects.filter(day__lt=before()))
