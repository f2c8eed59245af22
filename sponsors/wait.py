"""The waiting list: days that are taken and a sponsor come in; when they come free, those who wait are told, one after the other."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core import mail
from moderation import log
from people.models import User
from sponsors import calendar, letters, rules
from sponsors.dates import dates, site_today
from sponsors.models import Placement, Slot, Sponsor, WaitingFor
from sponsors.states import CannotBook

MOST = 40  # ranges of days one sponsor waits for
HEAD_START = timedelta(hours=24)  # before the next one in line is told of the same days


def wait_for(*, slot: Slot, sponsor: Sponsor, starts: date, ends: date, by: User) -> WaitingFor:
    """Asked for twice, it is one. Raises CannotBook where these days could not be booked anyway, and where they are free now."""
    now = timezone.now()
    against = rules.refusals(slot=slot, sponsor=sponsor, starts=starts, ends=ends, today=site_today(now))
    if against:
        raise CannotBook(against[0])
    if all(day.bookable for day in calendar.days(slot, first=starts, last=ends, now=now)):
        raise CannotBook(_("These days are free: you can book them now."))
    if WaitingFor.objects.filter(sponsor=sponsor, told_at=None, ends__gte=site_today(now)).count() >= MOST:
        raise CannotBook(_("You wait for %(most)s ranges of days already. We write to you as soon as one comes free.") % {"most": MOST})
    same = {"slot": slot, "sponsor": sponsor, "starts": starts, "ends": ends}
    try:
        with transaction.atomic():
            return WaitingFor.objects.create(**same, user=by)
    except IntegrityError:
        return WaitingFor.objects.get(**same, told_at=None)


def leave(row: WaitingFor, *, by: User) -> None:
    """Off the list again, until it was told. Raises CannotBook where that has happened, or somebody was quicker."""
    with transaction.atomic():
        left, _models = WaitingFor.objects.filter(pk=row.pk, told_at=None).delete()
        if not left:
            raise CannotBook(_("You do not wait for these days any more."))
        note = _("%(slot)s, %(first)s to %(last)s") % {"slot": row.slot.label, "first": row.starts, "last": row.ends}
        log.record(row.sponsor, action="sponsor-wait-left", actor=by, note=note[:200])


def tell_free(slot: Slot, *, now: datetime) -> int:
    """Tells whoever waited longest for days that are free now. Who was told has a day's head start. Returns how many were told."""
    told = 0
    for waits in slot.waiting_list.filter(told_at=None, starts__gte=site_today(now)).select_related("sponsor", "user"):
        told += _is_next(waits, now) and _tell(waits, now)
    return told


def _is_next(waits: WaitingFor, now: datetime) -> bool:
    days = calendar.days(waits.slot, first=waits.starts, last=waits.ends, now=now)
    before = _still_deciding(waits, now)
    return all(day.bookable and day.free > before for day in days)


def _still_deciding(waits: WaitingFor, now: datetime) -> int:
    """How many were told of such days less than HEAD_START ago and have not booked yet."""
    booked = Placement.objects.current_or_coming(waits.starts).filter(slot=waits.slot, sponsor=OuterRef("sponsor"), starts__lte=waits.ends)
    told = waits.slot.waiting_list.filter(told_at__gt=now - HEAD_START, starts__lte=waits.ends, ends__gte=waits.starts)
    return told.exclude(Exists(booked)).count()


def _tell(waits: WaitingFor, now: datetime) -> bool:
    """Of two workers one sends it."""
    with transaction.atomic():
        if not WaitingFor.objects.filter(pk=waits.pk, told_at=None).update(told_at=now):
            return False
        address = mail.absolute(f"/sponsor/slots/{waits.slot_id}/?from={waits.starts:%Y-%m}")
        context = {"waits": waits, "slot": waits.slot.label, "dates": dates(waits.starts, waits.ends), "url": address}
        letters.to_members("sponsor_free_again", waits.sponsor, **context)
    return True
