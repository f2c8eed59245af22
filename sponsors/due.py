"""What is due by the clock: holds about to lapse are told, lapsed ones give their days back, and who waits for days hears that they are free."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.clock import due
from sponsors import bill, book, letters, wait
from sponsors.dates import site_today
from sponsors.models import Placement, Slot

SOON = timedelta(hours=12)


@due("sponsors' holds that lapse soon")
def tell_holds() -> int:
    """Each once; of a hold as short as that, when half of it is left."""
    now, told = timezone.now(), 0
    soon = min(SOON, timedelta(hours=bill.terms_of_sale().hold_hours) / 2)
    waiting = Placement.objects.filter(state=Placement.State.HELD, held_until__gt=now, held_until__lte=now + soon, lapse_told_at=None)
    for placement in waiting.select_related("slot", "sponsor"):
        with transaction.atomic():
            mine = Placement.objects.filter(pk=placement.pk, state=Placement.State.HELD, lapse_told_at=None, held_until=placement.held_until)
            if mine.update(lapse_told_at=now):
                letters.about("sponsor_lapses_soon", placement)
                told += 1
    return told


@due("sponsors' holds that lapsed")
def lapse_holds() -> int:
    return book.free_lapsed(now=timezone.now())


@due("sponsors' waiting lists")
def tell_waiting() -> int:
    """Days also come free by a blackout that was lifted or a seat that was added, so every list with somebody on it is looked at."""
    now = timezone.now()
    waited_for = Slot.objects.filter(waiting_list__told_at=None, waiting_list__starts__gte=site_today(now)).distinct()
    return sum(wait.tell_free(slot, now=now) for slot in waited_for)
