"""What may be booked, by whom, and who may decide: pure questions about a wish come in, words for a person go out; nothing when all is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import User
from people.rules import is_editor
from sponsors import subject
from sponsors.calendar import spelled
from sponsors.models import Blackout, LineOfBusiness, Member, Placement, SeatDay, Slot, Sponsor
from stories.models import PublishedStory

MAY: dict[str, set[str]] = {
    Member.Role.OWNER: {"book", "members", "bills", "figures"},
    Member.Role.MANAGER: {"book", "bills", "figures"},
    Member.Role.REPORTER: {"figures"},
}
FURTHEST = 730  # days ahead; nobody knows what a section is in three years
MOST_HOLDS = 12  # unpaid and open at once, so that nobody takes everything off sale


@dataclass(frozen=True)
class Wish:
    """Days somebody wants; `placement` where they are to take the place of days it has."""

    slot: Slot
    sponsor: Sponsor
    starts: date
    ends: date
    today: date
    placement: Placement | None = None

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days + 1

    @property
    def keeps_its_start(self) -> bool:
        return self.placement is not None and self.placement.starts == self.starts

    @property
    def has_seats(self) -> bool:
        """What is sold, sent or held is not taken away by a blackout or a closed slot that came later."""
        return self.placement is not None and self.placement.state in {Placement.State.HELD, Placement.State.SUBMITTED, Placement.State.APPROVED}

    @property
    def runs(self) -> bool:
        return self.keeps_its_start and self.placement is not None and self.placement.state == Placement.State.APPROVED


def may(member: Member, what: str) -> bool:
    """`what` is 'book', 'members', 'bills' or 'figures'."""
    return what in MAY[member.role]


def refusals(*, slot: Slot, sponsor: Sponsor, starts: date, ends: date, today: date, placement: Placement | None = None) -> list[str]:
    """Why these days cannot be had, whether or not a seat is free. Days in the wrong order are told alone: the rest would make no sense."""
    wish = Wish(slot, sponsor, starts, ends, today, placement)
    wrong_way = _ends_before_it_starts(wish)
    return [wrong_way] if wrong_way else [words for words in (refuse(wish) for refuse in REFUSALS) if words]


def notices(*, slot: Slot, sponsor: Sponsor) -> list[str]:
    """What a sponsor should know before it books, though nothing stands against it."""
    if slot.kind == Slot.Kind.STORY:
        return []
    own = subject.businesses_of(sponsor)
    told = PublishedStory.objects.live().filter(businesses__in=own)
    if slot.section_id:
        told = told.filter(section_id=slot.section_id)
    if not own or not told.exists():
        return []
    return [_("We tell stories about %(name)s. Your message is never shown at a story about yourselves.") % {"name": sponsor.name}]


def prohibited(line: LineOfBusiness | None) -> str:
    if line is None or not line.prohibited:
        return ""
    return _("We cannot take sponsorships from this line of business (%(line)s). %(reason)s") % {"line": line.name, "reason": line.reason}


def cannot_decide(user: User, sponsor: Sponsor) -> str:
    """Editors decide, and never for a sponsor of their own."""
    if not is_editor(user):
        return _("Only an editor decides this.")
    if Member.objects.filter(sponsor=sponsor, user=user).exists():
        return _("You are a member of %(name)s. Somebody else decides this.") % {"name": sponsor.name}
    return ""


def subject_refusal(slot: Slot, sponsor: Sponsor) -> str:
    """Only of a single story: a section and the wall simply leave the message out where the story is about the sponsor."""
    if slot.story is None:
        return ""
    about = slot.story.story_businesses.values_list("business_id", flat=True)
    if not subject.sponsor_is_subject(sponsor, about):
        return ""
    return _("This story is about %(name)s, and nobody supports a story about themselves. Choose another story, or its section.") % {"name": sponsor.name}


def _ends_before_it_starts(wish: Wish) -> str:
    return "" if wish.ends >= wish.starts else _("The last day is before the first. Check the two dates.")


def _not_accepted(wish: Wish) -> str:
    if wish.sponsor.status == Sponsor.Status.ACCEPTED:
        return ""
    if wish.sponsor.status == Sponsor.Status.WAITING:
        return _("An editor reads about %(name)s first. You can book as soon as we have answered.") % {"name": wish.sponsor.name}
    return _("%(name)s cannot book here. Write to us from the contact page if you think it should.") % {"name": wish.sponsor.name}


def _line_of_business(wish: Wish) -> str:
    return prohibited(wish.sponsor.line)


def _not_for_sale(wish: Wish) -> str:
    if wish.has_seats:
        return ""
    terms_open = wish.slot.kind != Slot.Kind.STORY or Slot.objects.on_offer().filter(kind=Slot.Kind.STORY, story=None).exists()
    return "" if wish.slot.open and terms_open else _("%(slot)s is not for sale at present. See what is at /sponsor/.") % {"slot": wish.slot.label}


def _story_not_here(wish: Wish) -> str:
    if wish.slot.kind != Slot.Kind.STORY:
        return ""
    if wish.slot.story is None:
        return _("Choose the story you want to support first.")
    return "" if wish.slot.story.live else _("This story is not on the site. Choose another one.")


def _in_the_past(wish: Wish) -> str:
    if wish.runs:
        return "" if wish.ends >= wish.today else _("The last day is over. Choose one from today on.")
    return "" if wish.starts >= wish.today else _("%(day)s is over. Choose a first day from today on.") % {"day": spelled(wish.starts)}


def _too_soon(wish: Wish) -> str:
    first = wish.today + timedelta(days=wish.slot.lead_days)
    if wish.keeps_its_start or wish.starts >= first or wish.starts < wish.today:
        return ""
    return _("We need some time to read your message: choose a first day from %(day)s on.") % {"day": spelled(first)}


def _too_long(wish: Wish) -> str:
    if wish.days <= wish.slot.most_days:
        return ""
    words = _("These are %(days)s days. At most %(most)s can be booked at once: choose an earlier last day.")
    return words % {"days": f"{wish.days:,}", "most": wish.slot.most_days}


def _too_far(wish: Wish) -> str:
    last = wish.today + timedelta(days=FURTHEST)
    return "" if wish.ends <= last else _("We book two years ahead at most. Choose days up to %(day)s.") % {"day": spelled(last)}


def _blackout(wish: Wish) -> str:
    """Days it has already are not taken from it by a blackout that came later."""
    closed = Blackout.objects.filter(Q(slot=None) | Q(slot=wish.slot.pk), starts__lte=wish.ends, ends__gte=wish.starts)
    for one in closed:
        first, last = max(one.starts, wish.starts), min(one.ends, wish.ends)
        if not _has(wish, max(first, wish.today), last):
            return _("Nothing is sold from %(first)s to %(last)s. %(reason)s") % {"first": spelled(one.starts), "last": spelled(one.ends), "reason": one.reason}
    return ""


def _has(wish: Wish, first: date, last: date) -> bool:
    """Its seats say which days it has: days made good later leave some out. Nothing is taken where all days are over."""
    days = max((last - first).days + 1, 0)
    return wish.has_seats and SeatDay.objects.filter(placement=wish.placement, day__range=(first, last)).count() == days


def _subject(wish: Wish) -> str:
    return subject_refusal(wish.slot, wish.sponsor)


REFUSALS = (_not_accepted, _line_of_business, _not_for_sale, _story_not_here, _subject, _in_the_past, _too_soon, _too_long, _too_far, _blackout)
