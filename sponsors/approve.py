"""Deciding: an editor and a placement, or a changed message, come in; it is approved, sent back, declined or stopped when it goes out, with words on record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import generation
from moderation import log
from people.models import User
from sponsors import bill, book, calendar, compose, letters, rules, states, wait
from sponsors import price as prices
from sponsors.dates import site_today
from sponsors.models import Bill, Clash, Creative, MakeGood, Placement, Sponsor
from sponsors.states import CannotBook, State
from stories.models import StoryPage

NOTE = 300  # letters of a note on record
MOST_WORDS = 4000  # of a letter
MOST_MADE_GOOD = 92  # days at once


def approve(placement: Placement, *, by: User, words: str = "", seen: int | None = None) -> Placement:
    """Books it for good and bills it. `seen` is the version of the message the editor read: another one is not approved unread."""
    now = timezone.now()
    with transaction.atomic():
        _deciding(placement, by, State.SUBMITTED)
        creative = _waiting(placement, seen)
        days = {"starts": placement.starts, "ends": placement.ends}
        book.refuse(slot=placement.slot, sponsor=placement.sponsor, now=now, placement=placement, **days)
        _ready(creative)
        _turn(creative, Creative.State.APPROVED)
        states.move(placement, State.APPROVED, creative=creative, decided_at=now)
        bill.issue(placement, by=by)
        _tell("approved", placement, by, words, State.SUBMITTED)
        generation.bump()
    return placement


def ask_changes(placement: Placement, *, by: User, words: str) -> Placement:
    """Back on hold, with the whole time of a hold, and with words."""
    words = _said(words)
    with transaction.atomic():
        _deciding(placement, by, State.SUBMITTED)
        creative = _waiting(placement)
        _turn(creative, Creative.State.DRAFT)
        states.move(placement, State.HELD, **book.hold_again(timezone.now()))
        _tell("changes_asked", placement, by, words, State.SUBMITTED)
    return placement


def decline(placement: Placement, *, by: User, words: str) -> Placement:
    words, now = _said(words), timezone.now()
    with transaction.atomic():
        _deciding(placement, by, State.SUBMITTED)
        creative = _waiting(placement)
        _turn(creative, Creative.State.DECLINED)
        states.move(placement, State.DECLINED, decided_at=now)
        book.give_back_seats(placement)
        _tell("declined", placement, by, words, State.SUBMITTED)
        wait.tell_free(placement.slot, now=now)
    return placement


def approve_creative(creative: Creative, *, by: User, words: str = "", seen: int | None = None) -> Creative:
    """A changed message of an approved placement takes the place of the one that ran until now."""
    with transaction.atomic():
        creative = _changed(creative, by, seen)
        _ready(creative)
        _turn(creative, Creative.State.APPROVED)
        book.change(creative.placement, creative=creative)
        _tell("message_approved", creative.placement, by, words, State.APPROVED)
        generation.bump()
    return creative


def decline_creative(creative: Creative, *, by: User, words: str) -> Creative:
    """The one that ran until now runs on."""
    words = _said(words)
    with transaction.atomic():
        creative = _changed(creative, by)
        _turn(creative, Creative.State.DECLINED)
        _tell("message_declined", creative.placement, by, words, State.APPROVED)
    return creative


def stop(placement: Placement, *, by: User, words: str) -> Placement:
    """Ends an approved one at once: before its first day all is credited, later the days after today."""
    words, now = _said(words), timezone.now()
    today = site_today(now)
    with transaction.atomic():
        _deciding(placement, by, State.APPROVED)
        book.take_back_message(placement)
        if placement.starts > today:
            states.move(placement, State.CANCELLED)
            book.give_back_seats(placement)
            book.credit_all(placement, words=words, by=by)
        else:
            _stop_running(placement, today, words, by)
        _tell("stopped", placement, by, words, State.APPROVED)
        generation.bump()
        wait.tell_free(placement.slot, now=now)
    return placement


def make_good(placement: Placement, *, days: int, by: User, note: str) -> MakeGood:
    """Days for nothing after its last one, or from today where that is over: a flight was short through a fault of ours."""
    note, now = _said(note, most=NOTE), timezone.now()
    today = site_today(now)
    if not 1 <= days <= MOST_MADE_GOOD:
        raise CannotBook(_("Give between 1 and %(most)s days.") % {"most": MOST_MADE_GOOD})
    with transaction.atomic():
        _deciding(placement, by, State.APPROVED, State.ENDED)
        if placement.starts > today:
            raise CannotBook(_("It has not started yet: there is nothing to make good."))
        _give_days(placement, max(placement.ends + timedelta(days=1), today), days, now)
        given = MakeGood.objects.create(placement=placement, days=days, note=note, made_by=by)
        _tell("made_good", placement, by, note, State.APPROVED, days=days)
        generation.bump()
    return given


def settle_clash(*, story: StoryPage, sponsor: Sponsor, by: User, words: str) -> Clash:
    """A story about a sponsor may be published all the same, and why. Raises CannotBook where it is settled already."""
    words = _said(words, most=NOTE)
    _may(by, sponsor)
    current = Placement.objects.filter(sponsor=sponsor).current_or_coming(site_today()).select_related("slot")
    facts = {"placements": [{"id": one.pk, "what": one.slot.label, "state": one.state, "starts": one.starts, "ends": one.ends} for one in current]}
    try:
        with transaction.atomic():
            clash = Clash.objects.create(story=story, sponsor=sponsor, words=words, facts=facts, settled_by=by)
            log.record(story, action="sponsor-clash-settled", actor=by, note=words, rule=_("Subject is not sponsor"))
    except IntegrityError:
        raise CannotBook(_("Another editor has settled this already. Reload the page to see how.")) from None
    return clash


def _may(by: User, sponsor: Sponsor) -> None:
    against = rules.cannot_decide(by, sponsor)
    if against:
        raise CannotBook(against)


def _said(words: str, *, most: int = MOST_WORDS) -> str:
    words = words.strip()
    if not words:
        raise CannotBook(_("Say why: the sponsor reads it."))
    if len(words) > most:
        raise CannotBook(_("These are %(number)s letters: say it in %(most)s at most.") % {"number": f"{len(words):,}", "most": f"{most:,}"})
    return words


def _deciding(placement: Placement, by: User, *states_it_may_have: str) -> None:
    """Locked, as it is now, and this editor's to decide."""
    _may(by, placement.sponsor)
    book.lock(placement.slot)
    placement.refresh_from_db()
    if placement.state not in states_it_may_have:
        raise CannotBook(_("This placement is “%(state)s” now: that cannot be done to it any more.") % {"state": placement.get_state_display()})


def _waiting(placement: Placement, seen: int | None = None) -> Creative:
    creative = Creative.objects.select_related("placement__slot").filter(placement=placement, state=Creative.State.WAITING).first()
    if creative is None:
        raise CannotBook(_("It has no message that waits. Ask the sponsor to send one."))
    _same(creative, seen)
    return creative


def _changed(creative: Creative, by: User, seen: int | None = None) -> Creative:
    _deciding(creative.placement, by, State.APPROVED)
    creative.refresh_from_db(fields=["state", "version", "text", "link", "link_words", "picture_alt"])
    if creative.state != Creative.State.WAITING:
        raise CannotBook(_("This message is “%(state)s” now. Reload the page.") % {"state": creative.get_state_display()})
    _same(creative, seen)
    return creative


def _same(creative: Creative, seen: int | None) -> None:
    if seen is not None and seen != creative.version:
        raise CannotBook(_("The sponsor has changed the message since you opened this page. Reload it and read the new one."))


def _ready(creative: Creative) -> None:
    wrong = compose.problems(creative)
    if wrong:
        raise CannotBook(" ".join(wrong.values()))


def _turn(creative: Creative, state: str) -> None:
    """Of a message that waits, by one conditional UPDATE on the version that was read."""
    if not Creative.objects.filter(pk=creative.pk, state=Creative.State.WAITING, version=creative.version).update(state=state):
        raise CannotBook(_("The sponsor has changed the message this very moment. Reload the page and read the new one."))
    creative.refresh_from_db(fields=["state", "version", "text", "link", "link_words", "picture_alt"])


def _stop_running(placement: Placement, today: date, words: str, by: User) -> None:
    """Today counts as served; days made good were free, wherever they stand."""
    last = min(placement.ends, today)
    unserved = placement.seat_days.filter(day__gt=last, gift=False).count()
    states.move(placement, State.ENDED, ends=last)
    book.give_back_seats(placement, after=last)
    owed = prices.price(placement.rate, unserved)
    for invoice in bill.with_credits(Bill.objects.filter(placement=placement, kind=Bill.Kind.INVOICE)).order_by("-number"):
        amount = min(owed, bill.left_of(invoice).net)
        if amount:
            bill.credit(invoice, amount=amount, words=words, by=by)
            owed -= amount


def _give_days(placement: Placement, first: date, days: int, now: datetime) -> None:
    book.free_lapsed(slot=placement.slot, now=now)
    last = first + timedelta(days=days - 1)
    wanted = calendar.days(placement.slot, first=first, last=last, now=now)
    if any(day.blackout for day in wanted):
        raise CannotBook(_("A blackout lies in these days. Give fewer days, or wait until it is over."))
    if placement.state == State.ENDED:
        states.move(placement, State.APPROVED, ends=last, end_told_at=None)
    else:
        book.change(placement, ends=last, end_told_at=None)
    book.take_seats(placement, calendar.each_day(first, last), now=now, gift=True)


def _tell(what: str, placement: Placement, by: User, words: str, before: str, **more: object) -> None:
    """On record, and in a letter to whoever books for the sponsor."""
    log.record(placement, action=f"sponsor-{what.replace('_', '-')}", actor=by, words=words.strip(), from_state=before, to_state=placement.state)
    letters.about(f"sponsor_{what}", placement, words=words.strip(), editor=by.get_full_name(), **more)
