"""What does not go together: today comes in; stories, placements, seats and bills that an editor should look at go out, each with where to act.

A report and nothing more: what must never happen is refused when somebody books or publishes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import search_index
from sponsors import about, bill, holds, price
from sponsors.models import Bill, Blackout, Clash, Placement, SeatDay, Sponsor
from stories.models import PublishedStory

MOST = 50  # of each kind
MOST_SPONSORS = 40  # whose names are looked for


@dataclass(frozen=True)
class Conflict:
    words: str
    url: str
    act: str  # the link's words


@dataclass(frozen=True)
class Kind:
    title: str | Promise
    fine: str | Promise  # what to say where there is none
    rows: list[Conflict]

    @property
    def full(self) -> bool:
        return len(self.rows) >= MOST


def found(today: date) -> list[Kind]:
    sponsors = list(Sponsor.objects.filter(pk__in=holds.active().values("sponsor_id"))[:MOST_SPONSORS])
    known = about.known(sponsors)
    return [
        Kind(_("Stories about a sponsor"), _("No published story is about a sponsor that runs or comes."), _about(sponsors, known)),
        Kind(_("Stories that name a sponsor"), _("No published story names one."), _named(known)),
        *(Kind(title, fine, rows(today)) for title, fine, rows in BOOKED),
    ]


def _about(sponsors: list[Sponsor], known: about.Known) -> list[Conflict]:
    """Those that an editor settled are left out."""
    names = {sponsor.pk: sponsor.name for sponsor in sponsors}
    settled = set(Clash.objects.filter(sponsor__in=names).values_list("story_id", "sponsor_id")) if names else set()
    of_story: dict[int, list[str]] = defaultdict(list)
    for pk, stories in known.stories.items():
        for story in stories:
            if (story, pk) not in settled:
                of_story[story].append(names[pk])
    rows = PublishedStory.objects.live().filter(story_id__in=of_story).newest().for_cards()[:MOST] if of_story else []
    told = _("“%(story)s” is about %(sponsors)s.")
    return [
        Conflict(told % {"story": row.title, "sponsors": ", ".join(of_story[row.story_id])}, reverse("cms_clash", args=[row.story_id]), _("Settle it"))
        for row in rows
    ]


def _named(known: about.Known) -> list[Conflict]:
    """They say so by themselves; here they stand so that nobody is surprised."""
    about_one = {story for stories in known.stories.values() for story in stories}
    targets = {entry.target for name, _sponsor in known.names[:MOST_SPONSORS] for entry in search_index.search(name).filter(kind="story")[:MOST]} - about_one
    rows = PublishedStory.objects.live().filter(story_id__in=targets).newest()[:MOST] if targets else []
    told = _("“%(story)s” names %(sponsors)s and says so.")
    named = ((row, known.mentioned(row, row.body_html)) for row in rows)
    return [
        Conflict(told % {"story": row.title, "sponsors": ", ".join(names)}, reverse("review", args=[row.story_id]), _("Open its review"))
        for row, names in named
        if names
    ]


def _in_blackouts(today: date) -> list[Conflict]:
    rows = holds.active().filter(Exists(days_in_blackouts())).select_related("slot__section", "slot__story", "sponsor")[:MOST]
    told = _("%(sponsor)s in %(slot)s, %(days)s, lies over blackout days.")
    return [Conflict(told % named(row), reverse("cms_placement", args=[row.pk]), _("Open the placement")) for row in rows]


def days_in_blackouts() -> QuerySet[SeatDay]:
    """Those of the placement around it."""
    closed = Blackout.objects.filter(Q(slot=None) | Q(slot=OuterRef("slot")), starts__lte=OuterRef("day"), ends__gte=OuterRef("day"))
    return SeatDay.objects.filter(Exists(closed), placement=OuterRef("pk"))


def _above_seats(today: date) -> list[Conflict]:
    days = SeatDay.objects.filter(day__gte=today, seat__gt=F("slot__seats"))
    rows = Placement.objects.filter(pk__in=days.values("placement_id")).select_related("slot__section", "slot__story", "sponsor")[:MOST]
    told = _("%(sponsor)s in %(slot)s, %(days)s, has a seat above what the slot has now.")
    return [Conflict(told % named(row), reverse("cms_placement", args=[row.pk]), _("Open the placement")) for row in rows]


def _overdue(today: date) -> list[Conflict]:
    rows = bill.with_credits(Bill.objects.filter(kind=Bill.Kind.INVOICE, paid_at=None, due_on__lt=today)).select_related("sponsor").order_by("due_on", "pk")
    told = _("%(number)s to %(sponsor)s was due on %(day)s.")
    return [
        Conflict(
            told % {"number": one.label, "sponsor": one.sponsor.name, "day": date_format(one.due_on or today)},
            reverse("cms_bill", args=[one.pk]),
            _("Open the bill"),
        )
        for one in rows[: MOST * 2]
        if bill.left_of(one).total
    ][:MOST]


def _to_return(today: date) -> list[Conflict]:
    told = _("%(number)s: %(amount)s go back to %(sponsor)s.")
    return [
        Conflict(
            told % {"number": one.label, "amount": price.money(one.total, one.currency), "sponsor": one.sponsor.name},
            reverse("cms_bill", args=[one.pk]),
            _("Open the credit note"),
        )
        for one in bill.to_be_returned(Bill.objects.all()).select_related("sponsor").order_by("issued_at", "pk")[:MOST]
    ]


def named(placement: Placement) -> dict[str, str]:
    days = _("%(first)s to %(last)s") % {"first": date_format(placement.starts), "last": date_format(placement.ends)}
    return {"sponsor": placement.sponsor.name, "slot": placement.slot.label, "days": days}


BOOKED: list[tuple[str | Promise, str | Promise, Callable[[date], list[Conflict]]]] = [
    (gettext_lazy("Placements over blackout days"), gettext_lazy("No placement lies over blackout days."), _in_blackouts),
    (gettext_lazy("Seats that are gone"), gettext_lazy("No slot has fewer seats than are sold."), _above_seats),
    (gettext_lazy("Bills past due"), gettext_lazy("Every bill that is due is paid."), _overdue),
    (gettext_lazy("Money to give back"), gettext_lazy("Everything that was credited after it was paid went back."), _to_return),
]
