"""The rate card: what is for sale comes in, lines with price, specification and the first free week go out. Three queries, however long."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sponsors.dates import site_today
from sponsors.models import Blackout, Placement, SeatDay, Slot
from sponsors.price import money

WEEK = 7
LOOK_AHEAD = 400  # days


@dataclass(frozen=True)
class Rate:
    slot: Slot
    price: str
    what: str  # where it stands
    seats: str
    lead: str
    spec: str
    free_from: date | None  # of a whole week; None where none is free


def card(now: datetime) -> list[Rate]:
    slots = list(Slot.objects.on_offer().filter(Q(story=None)).select_related("section"))
    taken, closed = _taken(slots, now), _closed(slots, now)
    return [line(slot, _free_from(slot, taken[slot.pk], closed, now)) for slot in slots if slot.section is None or slot.section.live]


def line(slot: Slot, free_from: date | None = None) -> Rate:
    return Rate(slot, money(slot.rate, slot.currency), where(slot), seats(slot), lead(slot), spec(slot), free_from)


def address(slot: Slot) -> str:
    """The page of what is sponsored; empty where there is none yet. A story's published row must be at hand."""
    if slot.kind == Slot.Kind.SECTION and slot.section:
        return f"/stories/{slot.section.slug}/"
    published = getattr(slot.story, "published", None)
    return "/wall/" if slot.kind == Slot.Kind.WALL else published.get_absolute_url() if published and published.live else ""


def where(slot: Slot) -> str:
    if slot.kind == Slot.Kind.SECTION:
        return _("At the head of the section, and at the foot of each of its stories, except those that are about you.")
    if slot.kind == Slot.Kind.WALL:
        return _("At the quote wall, whatever question is open.")
    return _("At the foot of one story that you choose, in place of its section's supporter. Never one that is about you.")


def seats(slot: Slot) -> str:
    return ngettext("One supporter at a time.", "%(number)s supporters at a time.", slot.seats) % {"number": slot.seats}


def lead(slot: Slot) -> str:
    if not slot.lead_days:
        return _("Can begin on the day you book, as soon as an editor has read your message.")
    return ngettext("Book it a day ahead.", "Book it %(days)s days ahead.", slot.lead_days) % {"days": slot.lead_days}


def spec(slot: Slot) -> str:
    words = _("Your name, your logo, a message of up to %(letters)s letters and a link. A picture if you like: %(width)s by %(height)s pixels or more.")
    return words % {"letters": slot.letters, "width": slot.picture_width, "height": slot.picture_height}


def _taken(slots: list[Slot], now: datetime) -> dict[int, Counter[date]]:
    """Seats by slot and day that are sold, sent or on a hold that still stands."""
    today = site_today(now)
    rows = SeatDay.objects.filter(slot__in=slots, day__range=(today, today + timedelta(days=LOOK_AHEAD)), seat__lte=F("slot__seats"))
    lapsed = Q(placement__state=Placement.State.HELD, placement__held_until__lte=now)
    taken: dict[int, Counter[date]] = defaultdict(Counter)
    for slot_id, day in rows.exclude(lapsed).values_list("slot_id", "day"):
        taken[slot_id][day] += 1
    return taken


def _closed(slots: list[Slot], now: datetime) -> list[tuple[int | None, date, date]]:
    rows = Blackout.objects.filter(Q(slot=None) | Q(slot__in=slots), ends__gte=site_today(now))
    return list(rows.values_list("slot_id", "starts", "ends"))


def _free_from(slot: Slot, taken: Counter[date], closed: list[tuple[int | None, date, date]], now: datetime) -> date | None:
    first, run = site_today(now) + timedelta(days=slot.lead_days), 0
    shut = [(starts, ends) for slot_id, starts, ends in closed if slot_id in {None, slot.pk}]
    for number in range(LOOK_AHEAD):
        day = first + timedelta(days=number)
        bookable = taken[day] < slot.seats and not any(starts <= day <= ends for starts, ends in shut)
        run = run + 1 if bookable else 0
        if run == WEEK:
            return day - timedelta(days=WEEK - 1)
    return None
