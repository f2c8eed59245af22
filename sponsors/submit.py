"""Sending: a placement with its message comes in and waits for an editor when it goes out. A hold that lapsed meanwhile is taken up again, if it can be."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation import log
from people.models import User
from sponsors import book, compose, letters, states
from sponsors.dates import site_today
from sponsors.models import Creative, Placement
from sponsors.states import CannotBook, State


def submit(placement: Placement, *, by: User) -> Placement:
    """Of an approved placement only the changed message goes to the editors. Raises CannotBook; the message stays saved whatever happens."""
    now = timezone.now()
    if placement.state != State.APPROVED:
        book.refuse_own_story(placement.slot, placement.sponsor, by=by)
    with transaction.atomic():
        book.lock(placement.slot)
        placement.refresh_from_db()
        creative = _ready(placement)
        if placement.state == State.APPROVED:
            _send_change(placement, creative, by, now)
        else:
            _send(placement, creative, by, now)
    return placement


def _ready(placement: Placement) -> Creative:
    creative = Creative.objects.select_related("placement__slot").filter(placement=placement, state=Creative.State.DRAFT).first()
    if creative is None:
        raise CannotBook(_("Write your message first, then send it."))
    wrong = compose.problems(creative)
    if wrong:
        raise CannotBook(" ".join(wrong.values()))
    return creative


def _send(placement: Placement, creative: Creative, by: User, now: datetime) -> None:
    days = {"starts": placement.starts, "ends": placement.ends}
    book.refuse(slot=placement.slot, sponsor=placement.sponsor, now=now, placement=placement, **days)
    if placement.state == State.LAPSED:
        _take_up(placement, by, now)
    states.move(placement, State.SUBMITTED, submitted_at=now)
    _wait(creative, now)
    log.record(placement, action="sponsor-sent", actor=by, from_state=State.HELD, to_state=State.SUBMITTED)
    letters.to_newsroom(str(placement), path=f"/cms/sponsors/placements/{placement.pk}/", words=creative.text)


def _take_up(placement: Placement, by: User, now: datetime) -> None:
    """Silently, at the price that was shown: where the rate has changed since, somebody must say yes to the new one."""
    if placement.rate != placement.slot.rate or placement.currency != placement.slot.currency:
        raise CannotBook(_("Your hold has lapsed, and the rate has changed since. Take the days up again to see the new price."))
    book.free_lapsed(slot=placement.slot, now=now)
    try:
        book.take_seats_again(placement, by=by, now=now)
    except CannotBook as error:
        raise CannotBook(_("Your hold has lapsed and somebody else took the days. Your message is kept. %(more)s") % {"more": error}) from error


def _send_change(placement: Placement, creative: Creative, by: User, now: datetime) -> None:
    if placement.ends < site_today(now):
        raise CannotBook(_("This placement is over: its message stays as it is. Book new days for a new message."))
    _wait(creative, now)
    log.record(placement, action="sponsor-message-sent", actor=by)
    letters.to_newsroom(str(placement), path=f"/cms/sponsors/placements/{placement.pk}/", words=creative.text)


def _wait(creative: Creative, now: datetime) -> None:
    rows = Creative.objects.filter(pk=creative.pk, state=Creative.State.DRAFT, version=creative.version)
    if not rows.update(state=Creative.State.WAITING, sent_at=now):
        raise CannotBook(_("Somebody has just changed this message. Reload the page, read it, and send it again."))
