"""Letters by the clock: a placement that starts, is half over or has ended is told to its sponsor's members, each once, the last with its figures.

After days without a tick nobody is told what is no longer so: a placement that is over only gets its end.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from core import mail
from core.clock import due
from sponsors import figures, report, states, wording
from sponsors.dates import dates, site_today
from sponsors.models import Member, Placement

logger = logging.getLogger(__name__)
State = Placement.State
SHORTEST_WITH_HALF = 4  # days: a shorter one is over before its half is news


@due("sponsors are told that their placement starts")
def tell_starts() -> None:
    today = site_today()
    _each(_running(today).filter(start_told_at=None), lambda one: today < _starts_until(one), _tell_start)


@due("sponsors are told the half of their placement")
def tell_halves() -> None:
    today = site_today()
    _each(_running(today).filter(half_told_at=None), lambda one: one.days >= SHORTEST_WITH_HALF and today >= half_day(one), _tell_half)


@due("placements that are over end, and their figures are sent")
def end() -> None:
    over = Placement.objects.filter(state=State.APPROVED, ends__lt=site_today())
    _each(over, lambda one: True, _end)


def half_day(placement: Placement) -> date:
    """The first day of the second half."""
    return placement.starts + timedelta(days=(placement.days + 1) // 2)


def _starts_until(placement: Placement) -> date:
    """From this day on it is no news that it has started."""
    return half_day(placement) if placement.days >= SHORTEST_WITH_HALF else placement.ends + timedelta(days=1)


def _running(today: date) -> QuerySet[Placement]:
    return Placement.objects.running_on(today)


def _each(placements: QuerySet[Placement], is_due: Callable[[Placement], bool], tell: Callable[[Placement], None]) -> None:
    for placement in placements.select_related("sponsor", "slot__section", "slot__story").order_by("pk"):
        if is_due(placement):
            _tried(placement, tell)


def _tried(placement: Placement, tell: Callable[[Placement], None]) -> None:
    """In a transaction of its own: one that fails is logged and tried again at the next tick, and does not stop the others."""
    try:
        with transaction.atomic():
            tell(placement)
    except (states.CannotBook, DatabaseError):
        logger.exception("placement %s was not told", placement.pk)


def _tell_start(placement: Placement) -> None:
    if Placement.objects.filter(pk=placement.pk, state=State.APPROVED, start_told_at=None).update(start_told_at=timezone.now()):
        _send("sponsor_start", placement, line=wording.sentence([placement.sponsor.name], placement.slot.kind))


def _tell_half(placement: Placement) -> None:
    if Placement.objects.filter(pk=placement.pk, state=State.APPROVED, half_told_at=None).update(half_told_at=timezone.now()):
        _send("sponsor_half", placement, found=figures.of_placement(placement))


def _end(placement: Placement) -> None:
    """Whoever makes days good after the end empties `end_told_at`: then the wrap-up tells of those days, too."""
    told, now = placement.end_told_at is not None, timezone.now()
    stale = {name: getattr(placement, name) or now for name in ("start_told_at", "half_told_at", "end_told_at")}  # no news any more
    states.move(placement, State.ENDED, **stale)
    if not told:
        link, key = report.share(placement, by=None, lasts=report.WRAP_UP_LASTS)
        url = mail.absolute(reverse("sponsor_report", args=[key]))
        _send("sponsor_end", placement, found=figures.of_placement(placement), report_url=url, report_until=link.expires_at)


def _send(letter: str, placement: Placement, **more: object) -> None:
    context = {
        "placement": placement,
        "sponsor": placement.sponsor,
        "what": placement.slot.label,
        "dates": dates(placement.starts, placement.ends),
        "url": mail.absolute(reverse("placement_figures", args=[placement.sponsor.slug, placement.pk])),
        **more,
    }
    for member in Member.objects.filter(sponsor=placement.sponsor, user__is_active=True).exclude(user__email="").select_related("user"):
        mail.send(letter, member.user.email, context | {"name": member.user.get_full_name()})
