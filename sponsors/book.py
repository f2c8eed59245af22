"""Booking: a slot, a sponsor and days come in, a placement on hold with its seats goes out; and moving, cancelling and taking days up again.

A seat and a day are one row that cannot exist twice (SeatDay): whoever comes second gets nothing of what was asked, and words. The slot's row is
locked first, so that on PostgreSQL bookings of one slot come one after the other; SQLite lets one writer in at a time anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core import generation
from moderation import log
from moderation.models import Decision
from people.models import User
from sponsors import bill, calendar, letters, rules, states, wait
from sponsors import price as prices
from sponsors.calendar import spelled
from sponsors.dates import site_today
from sponsors.models import Bill, Creative, Placement, SeatDay, Slot, Sponsor
from sponsors.states import CannotBook, State
from sponsors.story_slots import follow, slot_for_story

REFUSED = "sponsor-refused"
MOST_MONEY = 2_147_483_647  # what a column of money holds


@dataclass(frozen=True)
class Price:
    rate: int  # per week, smallest unit
    days: int
    amount: int  # smallest unit
    currency: str

    def __str__(self) -> str:
        return prices.money(self.amount, self.currency)


def quote(slot: Slot, starts: date, ends: date) -> Price:
    """What these days cost today."""
    days = max((ends - starts).days + 1, 0)
    return Price(slot.rate, days, prices.price(slot.rate, days), slot.currency)


def hold(*, slot: Slot, sponsor: Sponsor, starts: date, ends: date, by: User) -> Placement:
    """Takes a seat for these days, unpaid, until the hold lapses. All days or none. Raises CannotBook. A story's slot may be one that is only shown."""
    now = timezone.now()
    refuse_own_story(slot, sponsor, by=by)
    with transaction.atomic():
        slot = _for_sale(slot)
        refuse(slot=slot, sponsor=sponsor, starts=starts, ends=ends, now=now)
        free_lapsed(slot=slot, now=now)
        _not_twice(slot, sponsor, starts, ends, now)
        _not_everything(sponsor, now)
        placement = Placement.objects.create(slot=slot, sponsor=sponsor, made_by=by, **_terms(slot, starts, ends), **hold_again(now))
        take_seats(placement, calendar.each_day(starts, ends), now=now)
        log.record(placement, action="sponsor-held", actor=by, to_state=State.HELD)
        letters.about("sponsor_held", placement)
    return placement


def move(placement: Placement, *, starts: date, ends: date, by: User) -> Placement:
    """Other days: of a hold and of what waits at any time; of what is approved until its lead time; what runs can only be made longer."""
    now = timezone.now()
    with transaction.atomic():
        slot = lock(placement.slot)
        placement = _fresh(placement)
        may_move(placement, starts, ends, now)
        refuse(slot=slot, sponsor=placement.sponsor, starts=starts, ends=ends, now=now, placement=placement)
        free_lapsed(slot=slot, now=now, but=placement)
        _not_twice(slot, placement.sponsor, starts, ends, now, but=placement)
        if placement.state == State.APPROVED and placement.starts <= site_today(now):
            _extend(placement, ends, by, now)
        else:
            _move(placement, starts, ends, by, now)
        wait.tell_free(slot, now=now)
    return placement


def cancel(placement: Placement, *, by: User, words: str = "") -> Placement:
    """Gives the days back. What was billed is credited."""
    now = timezone.now()
    with transaction.atomic():
        lock(placement.slot)
        placement = _fresh(placement)
        if placement.state == State.APPROVED and not may_change_dates(placement, site_today(now)):
            raise CannotBook(_("This starts too soon to be cancelled here. Write to us from the contact page: an editor can still stop it."))
        before = placement.state
        states.move(placement, State.CANCELLED)
        take_back_message(placement)
        give_back_seats(placement)
        credit_all(placement, words=words or _("Cancelled before its first day."), by=by)
        log.record(placement, action="sponsor-cancelled", actor=by, words=words.strip(), from_state=before, to_state=State.CANCELLED)
        changes_pages(before)
        wait.tell_free(placement.slot, now=now)
    return placement


def take_up(placement: Placement, *, by: User) -> Placement:
    """A lapsed hold again, at today's rate, while its days are still free. Raises CannotBook with the next free days."""
    now = timezone.now()
    with transaction.atomic():
        slot = follow(lock(placement.slot))
        placement = _fresh(placement)
        refuse(slot=slot, sponsor=placement.sponsor, starts=placement.starts, ends=placement.ends, now=now, placement=placement)
        free_lapsed(slot=slot, now=now)
        placement.refresh_from_db()
        if placement.state != State.LAPSED:
            raise CannotBook(_("This placement is “%(state)s” now: its days need not be taken up again.") % {"state": placement.get_state_display()})
        _not_twice(slot, placement.sponsor, placement.starts, placement.ends, now, but=placement)
        _not_everything(placement.sponsor, now)
        take_seats_again(placement, by=by, now=now, **_terms(slot, placement.starts, placement.ends))
    return placement


def take_seats_again(placement: Placement, *, by: User, now: datetime, **changes: Any) -> Placement:
    """Of a placement that lapsed: on hold again, with its seats. The slot is locked, and what lapsed on it is freed."""
    states.move(placement, State.HELD, **(changes | hold_again(now)))
    take_seats(placement, calendar.each_day(placement.starts, placement.ends), now=now)
    log.record(placement, action="sponsor-held", actor=by, from_state=State.LAPSED, to_state=State.HELD)
    return placement


def free_lapsed(*, slot: Slot | None = None, now: datetime, but: Placement | None = None) -> int:
    """Marks holds whose time is over and gives their seats back. Nothing depends on when: such a hold counts as free everywhere."""
    lapsed = Placement.objects.lapsed_by(now).exclude(pk=but.pk if but else None).select_related("slot", "sponsor")
    if slot is not None:
        lapsed = lapsed.filter(slot=slot)
    return sum(_lapse(placement) for placement in lapsed.order_by("slot_id", "pk"))


def _lapse(placement: Placement) -> bool:
    with transaction.atomic():
        lock(placement.slot)
        try:
            states.move(placement, State.LAPSED)
        except CannotBook:  # sent or cancelled this very moment: it is no hold any more
            return False
        give_back_seats(placement)
        log.record(placement, action="sponsor-lapsed", from_state=State.HELD, to_state=State.LAPSED)
        letters.about("sponsor_lapsed", placement)
    return True


def lock(slot: Slot) -> Slot:
    """The first thing in every transaction that takes or gives back seats."""
    return Slot.objects.select_for_update().get(pk=slot.pk)


def _for_sale(slot: Slot) -> Slot:
    """Locked, and as it is sold now: a story gets its own slot with its first hold, in the same transaction."""
    found = slot if slot.pk or slot.story is None else slot_for_story(slot.story)
    if found is None:
        raise CannotBook(_("Single stories are not for sale at present. See what is at /sponsor/."))
    return follow(lock(found))


def refuse(*, slot: Slot, sponsor: Sponsor, starts: date, ends: date, now: datetime, placement: Placement | None = None) -> None:
    against = rules.refusals(slot=slot, sponsor=sponsor, starts=starts, ends=ends, today=site_today(now), placement=placement)
    if against:
        raise CannotBook(" ".join(against))


def refuse_own_story(slot: Slot, sponsor: Sponsor, *, by: User) -> None:
    """Refused on record, outside the transaction that comes to nothing: editors see who tried, once a day."""
    against = rules.subject_refusal(slot, sponsor)
    if not against:
        return
    lately = timezone.now() - timedelta(days=1)
    if not Decision.objects.about(sponsor).filter(action=REFUSED, words=against, note=slot.label, made_at__gt=lately).exists():
        log.record(sponsor, action=REFUSED, actor=by, words=against, note=slot.label, rule=_("Subject is not sponsor"))
    raise CannotBook(against)


def take_seats(placement: Placement, days: list[date], *, now: datetime, gift: bool = False) -> None:
    """One seat on each day, the lowest that is free. Raises CannotBook, which rolls everything back, where one of the days is not to be had."""
    slot = placement.slot
    taken = calendar.taken_seats(slot, first=days[0], last=days[-1], now=now)
    chosen = {day: next((seat for seat in range(1, slot.seats + 1) if seat not in taken.get(day, ())), 0) for day in days}
    rows = [SeatDay(slot=slot, seat=seat, day=day, placement=placement, gift=gift) for day, seat in chosen.items() if seat]
    SeatDay.objects.bulk_create(sorted(rows, key=lambda row: (row.seat, row.day)), ignore_conflicts=True)
    got = set(SeatDay.objects.filter(placement=placement, day__in=days).values_list("day", flat=True))
    missing = [day for day in days if day not in got]
    if missing:
        SeatDay.objects.filter(placement=placement, day__in=got).delete()  # rolled back anyway; the words must not count them as taken
        raise CannotBook(taken_words(slot, missing, wanted=placement.days, now=now))


def give_back_seats(placement: Placement, *, after: date | None = None) -> None:
    rows = SeatDay.objects.filter(placement=placement)
    (rows.filter(day__gt=after) if after else rows).delete()


def take_back_message(placement: Placement) -> None:
    """What waited for an editor waits no longer."""
    Creative.objects.filter(placement=placement, state=Creative.State.WAITING).update(state=Creative.State.DRAFT)


def taken_words(slot: Slot, missing: list[date], *, wanted: int, now: datetime) -> str:
    """Which days are gone, what to take instead, and that one can wait for them."""
    gone = {"first": spelled(missing[0]), "last": spelled(missing[-1])}
    words = _("%(first)s is taken.") if len(missing) == 1 else _("%(first)s to %(last)s are taken, or some days between them.")
    return " ".join([words % gone, next_free_words(slot, wanted, now), _("Or put yourselves on the waiting list for these days.")])


def next_free_words(slot: Slot, wanted: int, now: datetime) -> str:
    firsts = calendar.next_free(slot, days=wanted, now=now)
    if not firsts:
        return _("So many days in a row are not free within a year: try fewer.")
    listed = "; ".join(_("%(first)s to %(last)s") % {"first": spelled(one), "last": spelled(one + timedelta(days=wanted - 1))} for one in firsts)
    return _("Free next: %(days)s.") % {"days": listed}


def may_change_dates(placement: Placement, today: date) -> bool:
    """Of an approved one: before its first day, and until the slot's lead time."""
    return today < placement.starts and today <= placement.starts - timedelta(days=placement.slot.lead_days)


def change(placement: Placement, **changes: Any) -> Placement:
    """Columns of a placement whose state stays: one conditional UPDATE on what was loaded, as a move is."""
    same = Placement.objects.filter(pk=placement.pk, state=placement.state, version=placement.version)
    if not same.update(version=F("version") + 1, **changes):
        raise CannotBook(_("Somebody else has just changed this placement. Reload the page to see what they did."))
    placement.refresh_from_db()
    return placement


def credit_all(placement: Placement, *, words: str, by: User | None) -> None:
    """Whatever of its invoices still stands."""
    for invoice in bill.with_credits(Bill.objects.filter(placement=placement, kind=Bill.Kind.INVOICE)):
        if bill.left_of(invoice).net:
            bill.credit(invoice, amount=bill.left_of(invoice).net, words=words, by=by)


def changes_pages(*names: str) -> None:
    """Readers see approved placements only."""
    if State.APPROVED in names:
        generation.bump()


def hold_again(now: datetime) -> dict[str, Any]:
    """The columns of a hold that begins now."""
    return {"held_until": now + timedelta(hours=bill.terms_of_sale().hold_hours), "lapse_told_at": None}


def _terms(slot: Slot, starts: date, ends: date) -> dict[str, Any]:
    quoted = quote(slot, starts, ends)
    if quoted.amount > MOST_MONEY:
        raise CannotBook(_("These days cost more than a bill can hold. Choose fewer days."))
    return {"starts": starts, "ends": ends, "rate": quoted.rate, "price": quoted.amount, "currency": quoted.currency}


def _fresh(placement: Placement) -> Placement:
    """As it is now that the slot is locked; the caller's object follows."""
    placement.refresh_from_db()
    return placement


def _not_twice(slot: Slot, sponsor: Sponsor, starts: date, ends: date, now: datetime, *, but: Placement | None = None) -> None:
    """A second click, or a second member: these are their own days."""
    own = Placement.objects.current_or_coming(starts).filter(slot=slot, sponsor=sponsor, starts__lte=ends).exclude(pk=but.pk if but else None)
    if own.exists():
        words = _("You already have some of these days: see “My sponsorships”.")
        raise CannotBook(f"{words} {next_free_words(slot, (ends - starts).days + 1, now)}")


def _not_everything(sponsor: Sponsor, now: datetime) -> None:
    held = Placement.objects.filter(sponsor=sponsor, state=State.HELD, held_until__gt=now).count()
    if held >= rules.MOST_HOLDS:
        words = _("You have %(number)s holds that were not sent to us yet. Send or cancel one of them first.")
        raise CannotBook(words % {"number": held})


def may_move(placement: Placement, starts: date, ends: date, now: datetime) -> None:
    """Whether it may have other days at all, and these. Raises CannotBook."""
    today = site_today(now)
    if (starts, ends) == (placement.starts, placement.ends):
        raise CannotBook(_("These are its days already. Choose others."))
    if placement.state == State.HELD and placement.held_until and placement.held_until <= now:
        raise CannotBook(_("Your hold has lapsed. Take the days up again first, then move it."))
    if placement.state in {State.HELD, State.SUBMITTED}:
        return
    if placement.state != State.APPROVED or placement.ends < today:
        raise CannotBook(_("This placement is “%(state)s”: its days stay as they are. Book new ones.") % {"state": placement.get_state_display()})
    if placement.starts <= today:
        if starts != placement.starts or ends < placement.ends:
            raise CannotBook(_("It runs already: it can only be made longer. Keep the first day and choose a later last day."))
    elif not may_change_dates(placement, today):
        raise CannotBook(_("This starts too soon to be moved here. Write to us from the contact page."))


def _extend(placement: Placement, ends: date, by: User, now: datetime) -> None:
    more = (ends - placement.ends).days
    added = prices.price(placement.rate, placement.days + more) - prices.price(placement.rate, placement.days)
    old = placement.ends
    change(placement, ends=ends, price=placement.price + added)
    take_seats(placement, calendar.each_day(old + timedelta(days=1), ends), now=now)
    bill.issue(placement, by=by, extra_days=more)
    log.record(placement, action="sponsor-extended", actor=by, note=f"{old} to {ends}", from_state=State.APPROVED, to_state=State.APPROVED)
    generation.bump()


def _move(placement: Placement, starts: date, ends: date, by: User, now: datetime) -> None:
    """A hold does not get more time by being moved; what is approved is billed anew where its price or its currency is another one."""
    was, cost = f"{placement.starts} to {placement.ends}", (placement.price, placement.currency)
    give_back_seats(placement)
    change(placement, **_terms(placement.slot, starts, ends))
    take_seats(placement, calendar.each_day(starts, ends), now=now)
    if placement.state == State.APPROVED and (placement.price, placement.currency) != cost:
        credit_all(placement, words=_("Moved to other days."), by=by)
        bill.issue(placement, by=by)
    log.record(placement, action="sponsor-moved", actor=by, note=f"{was}, now {starts} to {ends}", from_state=placement.state, to_state=placement.state)
    changes_pages(placement.state)
