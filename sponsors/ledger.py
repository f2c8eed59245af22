"""The public ledger: who supports what now, and who did, in the past tense, for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sponsors.dates import site_today
from sponsors.models import Placement

PAGE = 50
State = Placement.State


@dataclass(frozen=True)
class Row:
    pk: int
    sponsor: str
    site: str
    what: str  # as the rate card calls it
    url: str  # where it stands or stood; empty where nothing does any more
    starts: date
    ends: date


def now() -> list[Row]:
    """Those that run today, the newest first."""
    today = site_today()
    return [_row(one) for one in _all().filter(state=State.APPROVED, starts__lte=today, ends__gte=today).order_by("-starts", "-pk")]


def past(before: tuple[date, int] | None = None) -> list[Row]:
    """The PAGE that ended last, or last before the row (ends, pk)."""
    rows = past_placements()
    if before:
        rows = rows.filter(Q(ends__lt=before[0]) | Q(ends=before[0], pk__lt=before[1]))
    return [_row(one) for one in rows.order_by("-ends", "-pk")[:PAGE]]


def past_placements() -> QuerySet[Placement]:
    """What ran and is over, whether or not the clock has marked it ended."""
    return _all().filter(Q(state=State.ENDED) | Q(state=State.APPROVED, ends__lt=site_today()))


def _all() -> QuerySet[Placement]:
    return Placement.objects.select_related("sponsor", "slot__section", "slot__story__published")


def _row(placement: Placement) -> Row:
    return Row(placement.pk, placement.sponsor.name, placement.sponsor.site, placement.slot.label, _address(placement), placement.starts, placement.ends)


def _address(placement: Placement) -> str:
    slot = placement.slot
    if slot.kind == slot.Kind.WALL:
        return "/wall/"
    if slot.section:
        return f"/stories/{slot.section.slug}/" if slot.section.live else ""
    published = getattr(slot.story, "published", None)
    return published.get_absolute_url() if published and published.live else ""
