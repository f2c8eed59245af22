"""What a sponsor's members are shown: each placement with where it stands, what happens next, and what they can do. One query each for rows and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q
from django.utils import formats
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.models import Decision
from people.models import User
from sponsors import price
from sponsors.dates import dates, site_today
from sponsors.models import Creative, Member, Placement, Sponsor
from sponsors.models.placements import PlacementQuerySet

State = Placement.State
OPEN = [Creative.State.DRAFT, Creative.State.WAITING]
STAGES = {  # from top to bottom, as the desk groups them
    "held": gettext_lazy("On hold"),
    "submitted": gettext_lazy("With the editors"),
    "running": gettext_lazy("Running"),
    "booked": gettext_lazy("Booked"),
    "lapsed": gettext_lazy("Lapsed"),
    "declined": gettext_lazy("Declined"),
    "ended": gettext_lazy("Ended"),
    "cancelled": gettext_lazy("Cancelled"),
}
ROAD = ["held", "submitted", "booked", "running", "ended"]
MOST_PAST = 20


@dataclass(frozen=True)
class OnDesk:
    """One placement as its sponsor's desk shows it."""

    placement: Placement
    now: datetime
    words: str = ""  # the editors' latest

    @property
    def today(self) -> date:
        return site_today(self.now)

    @property
    def stage(self) -> str:
        """By the clock, whether or not anything has marked it so."""
        placement = self.placement
        if placement.state == State.HELD:
            return "lapsed" if placement.held_until and placement.held_until <= self.now else "held"
        if placement.state != State.APPROVED:
            return str(placement.state)
        if placement.ends < self.today:
            return "ended"
        return "running" if placement.starts <= self.today else "booked"

    @property
    def stage_words(self) -> str:
        return str(STAGES[self.stage])

    @property
    def open_creative(self) -> Creative | None:
        """The draft, or what waits for an editor."""
        return next((one for one in self.placement.creatives.all() if one.state in OPEN), None)

    @property
    def latest_creative(self) -> Creative | None:
        return self.open_creative or self.placement.creative or next(iter(self.placement.creatives.all()), None)

    @property
    def new_waits(self) -> bool:
        """A changed message waits while the old one runs."""
        return self.placement.state == State.APPROVED and self.waits_for_editors

    @property
    def dates(self) -> str:
        return dates(self.placement.starts, self.placement.ends)

    @property
    def address(self) -> str:
        return self.placement.get_absolute_url()

    @property
    def time_left(self) -> str:
        """Of a hold, in words."""
        return str(timeuntil(self.placement.held_until, self.now)) if self.stage == "held" and self.placement.held_until else ""

    @property
    def shows_words(self) -> bool:
        """The editors' words belong to what is to be done, or to why it is over."""
        return bool(self.words) and self.stage in {"held", "declined", "cancelled", "ended", "lapsed"}

    @property
    def money(self) -> str:
        return price.money(self.placement.price, self.placement.currency)

    @property
    def next(self) -> str:
        """What happens next, in words."""
        first, last = (formats.date_format(day, "F j") for day in (self.placement.starts, self.placement.ends))
        if self.new_waits:
            return _("Your new message waits for an editor. The old one keeps running.")
        return {
            "held": _("Finish your message and send it to the editors before the hold ends."),
            "submitted": _("An editor reads your message and answers you by e-mail. The days stay yours."),
            "booked": _("Nothing to do: it starts by itself on %(day)s.") % {"day": first},
            "running": _("It ends by itself after %(day)s.") % {"day": last},
            "ended": _("It is over. Its figures stay here."),
            "declined": _("The editors did not take it. The days are free again."),
            "lapsed": _("The hold ran out and the days are free again. If nobody has taken them, they can be yours again."),
            "cancelled": _("It was cancelled. The days are free again."),
        }[self.stage]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """For components/status_track.html; nothing where its road ended early."""
        if self.stage not in ROAD:
            return []
        now = ROAD.index(self.stage)
        states = ["done" if number < now or self.stage == "ended" else "now" if number == now else "next" for number in range(len(ROAD))]
        return [{"label": STAGES[stage], "state": state} for stage, state in zip(ROAD, states, strict=True)]

    @property
    def waits_for_editors(self) -> bool:
        return self.open_creative is not None and self.open_creative.state == Creative.State.WAITING

    @property
    def has_bill(self) -> bool:
        return self.placement.state in {State.APPROVED, State.ENDED}

    @property
    def waits_for_us(self) -> bool:
        return self.stage in {"held", "lapsed"} and self.placement.ends >= self.today

    @property
    def can_write(self) -> bool:
        return self.stage in {"held", "lapsed", "submitted", "booked", "running"} and self.placement.ends >= self.today

    @property
    def can_take_up(self) -> bool:
        return self.stage == "lapsed" and self.placement.starts >= self.today

    @property
    def can_move(self) -> bool:
        return self.stage in {"held", "submitted", "running"} or self._early_enough

    @property
    def can_cancel(self) -> bool:
        return self.stage in {"held", "submitted"} or self._early_enough

    @property
    def _early_enough(self) -> bool:
        from sponsors import book  # bills are part of booking, and take their dates from here

        return self.stage == "booked" and book.may_change_dates(self.placement, self.today)

    @property
    def price_again(self) -> str:
        """Of a lapsed one: what its days cost today."""
        slot = self.placement.slot
        return price.money(price.price(slot.rate, self.placement.days), slot.currency)

    @property
    def book_address(self) -> str:
        """The same days once more, with the next free ones and the waiting list."""
        days = f"starts={self.placement.starts:%Y-%m-%d}&ends={self.placement.ends:%Y-%m-%d}"
        return f"/sponsor/desk/book/{self.placement.slot_id}/?sponsor={self.placement.sponsor_id}&{days}"

    @property
    def has_figures(self) -> bool:
        return self.placement.state in {State.APPROVED, State.ENDED} and self.placement.starts <= self.today


def placements_of(sponsor: Sponsor) -> PlacementQuerySet:
    newest = Prefetch("creatives", queryset=Creative.objects.order_by("-made_at", "-id"))
    ours = Placement.objects.filter(sponsor=sponsor).select_related("sponsor", "slot__section", "slot__story", "creative")
    return ours.prefetch_related(newest)


def grouped(sponsor: Sponsor, *, now: datetime, all_past: bool = False) -> tuple[list[dict[str, Any]], bool]:
    """[{stage, label, ones}] in the order of STAGES, and whether older ones were left out."""
    found = placements_of(sponsor)
    current = list(found.current_or_coming(site_today(now)))
    past = list(found.exclude(pk__in=[one.pk for one in current])[: None if all_past else MOST_PAST + 1])
    more = not all_past and len(past) > MOST_PAST
    kept = past if all_past else past[:MOST_PAST]
    ones = shown([*current, *kept], now=now)
    groups = [{"stage": stage, "label": label, "ones": [one for one in ones if one.stage == stage]} for stage, label in STAGES.items()]
    return [group for group in groups if group["ones"]], more


def waiting_list(sponsor: Sponsor) -> list[dict[str, Any]]:
    """The days it would take if they came free."""
    rows = sponsor.waits_for.filter(told_at=None, starts__gte=site_today()).select_related("slot__section", "slot__story").order_by("starts", "pk")
    return [{"pk": row.pk, "slot": row.slot, "dates": dates(row.starts, row.ends)} for row in rows]


def shown(placements: Iterable[Placement], *, now: datetime) -> list[OnDesk]:
    rows = list(placements)
    words = words_about(rows)
    return [OnDesk(row, now, words.get(row.pk, "")) for row in rows]


def words_about(placements: list[Placement]) -> dict[int, str]:
    """What the editors last wrote about each, by its key: about the placement or about one of its messages."""
    types = ContentType.objects.get_for_models(Placement, Creative)
    owner = {(types[Placement].pk, one.pk): one.pk for one in placements}
    owner |= {(types[Creative].pk, creative.pk): one.pk for one in placements for creative in one.creatives.all()}
    theirs = Q(content_type=types[Placement], object_id__in=[one.pk for one in placements])
    theirs |= Q(content_type=types[Creative], object_id__in=[pk for kind, pk in owner if kind == types[Creative].pk])
    members = Member.objects.filter(sponsor__in={one.sponsor_id for one in placements}).values("user")
    rows = Decision.objects.filter(theirs).exclude(words="").exclude(actor__in=members).order_by("made_at", "id")
    return {owner[(row.content_type_id, row.object_id)]: row.words for row in rows}


def panel(user: User) -> dict[str, Any]:
    """The desk's part about sponsorships: a line for each sponsor, with how many placements wait for its members."""
    members = Member.objects.filter(user=user).select_related("sponsor").order_by("sponsor__name", "pk")
    return {"template": "sponsors/_desk_panel.html", "members": list(members)}


def menu(user: User) -> list[dict[str, Any]]:
    """What the menu of a person's own pages gains, for members only."""
    if not Member.objects.filter(user=user).exists():
        return []
    return [{"label": _("My sponsorships"), "url": "/sponsor/desk/", "current": False}]
