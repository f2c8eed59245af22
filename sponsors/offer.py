"""What somebody is told before anything is booked: a slot, a sponsor and days come in; the price, what stands against it and the next free days go out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from sponsors import bill, book, calendar, price, rules
from sponsors.dates import dates, site_today
from sponsors.models import Placement, Slot, Sponsor
from sponsors.states import CannotBook

MOST_DAYS = 400  # looked at; longer wishes are refused by the rules, whatever is free


@dataclass(frozen=True)
class Free:
    starts: date
    ends: date

    @property
    def words(self) -> str:
        return dates(self.starts, self.ends)


@dataclass(frozen=True)
class Offer:
    starts: date
    ends: date
    price: str  # in words
    was: str  # of a move: the price until now
    hold_hours: int
    more: str = ""  # of what runs and is made longer: what the added days cost
    billed: str = ""  # the same with tax, as it stands on the bill
    against: list[str] = field(default_factory=list)  # words
    notices: list[str] = field(default_factory=list)
    taken: list[date] = field(default_factory=list)
    next_free: list[Free] = field(default_factory=list)

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days + 1

    @property
    def dates(self) -> str:
        return dates(self.starts, self.ends)

    @property
    def can_be_had(self) -> bool:
        return not self.against and not self.taken

    @property
    def can_wait(self) -> bool:
        """On the list for new days; a move has its own days to go back to."""
        return bool(self.taken) and not self.against and not self.was

    @property
    def taken_words(self) -> str:
        if len(self.taken) == self.days:
            return _("All of them.")
        return _("Of these days: %(days)s.") % {"days": "; ".join(dates(*run) for run in _runs(self.taken))}


def offer(*, slot: Slot, sponsor: Sponsor, starts: date, ends: date, now: datetime, placement: Placement | None = None) -> Offer:
    """Of days in their order. With `placement`: as a move of it, whose own days do not stand in its way."""
    against = _stays(starts, ends, now, placement)
    if not against:
        against = rules.refusals(slot=slot, sponsor=sponsor, starts=starts, ends=ends, today=site_today(now), placement=placement)
        against += _has_some(slot, sponsor, starts, ends, now, placement)
    length, terms = (ends - starts).days + 1, bill.terms_of_sale()
    taken = _taken(slot, starts, ends, now, placement) if length <= MOST_DAYS else []
    cost = _cost(slot, starts, ends, now, placement)
    added = cost - placement.price if placement and _runs_now(placement, now) else 0
    return Offer(
        starts=starts,
        ends=ends,
        price=price.money(cost, slot.currency),
        was=price.money(placement.price, placement.currency) if placement else "",
        hold_hours=terms.hold_hours,
        more=price.money(added, slot.currency) if added > 0 else "",
        billed=price.money(added + bill.tax_on(added, terms.tax_percent), slot.currency) if added > 0 else "",
        against=against,
        notices=rules.notices(slot=slot, sponsor=sponsor),
        taken=taken,
        next_free=[Free(first, first + timedelta(days=length - 1)) for first in calendar.next_free(slot, days=length, now=now)] if taken else [],
    )


def _has_some(slot: Slot, sponsor: Sponsor, starts: date, ends: date, now: datetime, placement: Placement | None) -> list[str]:
    """A slot with two seats does not show one sponsor in both."""
    own = Placement.objects.current_or_coming(starts).filter(slot=slot.pk, sponsor=sponsor, starts__lte=ends).exclude(pk=placement.pk if placement else None)
    lapsed = Q(state=Placement.State.HELD, held_until__lte=now)
    return [_("You already have some of these days: see “My sponsorships”.")] if own.exclude(lapsed).exists() else []


def _stays(starts: date, ends: date, now: datetime, placement: Placement | None) -> list[str]:
    """What book.move would say before it looks at the days themselves."""
    try:
        if placement:
            book.may_move(placement, starts, ends, now)
    except CannotBook as refused:
        return [str(refused)]
    return []


def _runs_now(placement: Placement, now: datetime) -> bool:
    return placement.state == Placement.State.APPROVED and placement.starts <= site_today(now)


def _cost(slot: Slot, starts: date, ends: date, now: datetime, placement: Placement | None) -> int:
    """What runs is made longer at the rate it was sold at; everything else costs what it costs today."""
    if placement is None or not _runs_now(placement, now):
        return book.quote(slot, starts, ends).amount
    added = price.price(placement.rate, (ends - starts).days + 1) - price.price(placement.rate, placement.days)
    return placement.price + added


def _taken(slot: Slot, starts: date, ends: date, now: datetime, placement: Placement | None) -> list[date]:
    own = own_days(placement)
    return [one.day for one in calendar.days(slot, first=starts, last=ends, now=now) if one.free < 1 and one.day not in own]


def own_days(placement: Placement | None) -> set[date]:
    return set(placement.seat_days.values_list("day", flat=True)) if placement else set()


def _runs(days: list[date]) -> list[tuple[date, date]]:
    """Days in their order as (first, last) of each unbroken run."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
