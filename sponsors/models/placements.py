"""Placement: one sponsor in one seat of a slot for a range of days. SeatDay is what makes selling a seat twice impossible."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sponsors.models.kept import Kept, KeptQuerySet
from sponsors.models.slots import Slot
from sponsors.models.sponsors import Sponsor


class PlacementQuerySet(KeptQuerySet):
    def of(self, user) -> PlacementQuerySet:
        """Those of the sponsors this person is a member of."""
        return self.filter(sponsor__members__user=user)

    def waiting(self) -> PlacementQuerySet:
        """For an editor: sent, and not decided."""
        return self.filter(state=Placement.State.SUBMITTED)

    def lapsed_by(self, moment) -> PlacementQuerySet:
        """Holds whose time is over, whether or not they were marked so."""
        return self.filter(state=Placement.State.HELD, held_until__lte=moment)

    def sold(self) -> PlacementQuerySet:
        """Approved, whether it runs, will run or ran."""
        return self.filter(state__in=[Placement.State.APPROVED, Placement.State.ENDED])

    def running_on(self, day: date) -> PlacementQuerySet:
        return self.filter(state=Placement.State.APPROVED, starts__lte=day, ends__gte=day)

    def current_or_coming(self, day: date) -> PlacementQuerySet:
        """Runs, or is on its way to: held, sent or approved, and not over."""
        return self.filter(state__in=[Placement.State.HELD, Placement.State.SUBMITTED, Placement.State.APPROVED], ends__gte=day)


class Placement(Kept):
    """`state` moves only as sponsors/states.py allows, by one conditional UPDATE on `version`. Whether it runs today the clock says."""

    class State(models.TextChoices):
        HELD = "held", _("on hold")
        SUBMITTED = "submitted", _("with the editors")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        CANCELLED = "cancelled", _("cancelled")
        LAPSED = "lapsed", _("lapsed")
        ENDED = "ended", _("ended")

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="placements")
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="placements")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.HELD)
    version = models.PositiveIntegerField(default=0)  # counts its moves
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))  # included; in the site's time zone
    held_until = models.DateTimeField(null=True, blank=True)
    rate = models.PositiveIntegerField()  # per week, smallest unit, as it was when the days were chosen
    price = models.PositiveIntegerField()  # smallest unit, for the days sold; days made good are free
    currency = models.CharField(max_length=3)
    creative = models.ForeignKey("Creative", on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # the approved one readers see
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="placements_made")
    made_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    lapse_told_at = models.DateTimeField(null=True, blank=True)  # mails that went out, each once
    start_told_at = models.DateTimeField(null=True, blank=True)
    half_told_at = models.DateTimeField(null=True, blank=True)
    end_told_at = models.DateTimeField(null=True, blank=True)
    views = models.PositiveBigIntegerField(default=0)  # totals of the daily rows, written with them
    clicks = models.PositiveBigIntegerField(default=0)
    discarded = models.PositiveBigIntegerField(default=0)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="a_flight_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(state="approved") | Q(creative__isnull=False), name="approved_with_a_creative"),
            models.CheckConstraint(condition=~Q(state="held") | Q(held_until__isnull=False), name="a_hold_knows_its_end"),
        ]
        indexes = [
            models.Index(fields=["state", "starts", "ends"], name="placements_by_state"),
            models.Index(fields=["sponsor", "-starts", "-id"], name="placements_of_a_sponsor"),
        ]

    def __str__(self) -> str:
        return f"{self.sponsor}: {self.slot}"

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days + 1

    @property
    def log_title(self) -> str:
        return str(self)

    def get_absolute_url(self) -> str:
        return f"/sponsor/desk/{self.sponsor.slug}/placements/{self.pk}/"


class SeatDay(models.Model):
    """One seat of a slot on one day, taken. Two rows for the same seat and day cannot exist, on any database."""

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="seat_days")
    seat = models.PositiveSmallIntegerField()
    day = models.DateField()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="seat_days")
    gift = models.BooleanField(default=False)  # made good: nothing is paid for it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "day", "seat"], name="a_seat_is_sold_once"),
            models.UniqueConstraint(fields=["placement", "day"], name="one_seat_a_day"),
            models.CheckConstraint(condition=Q(seat__gte=1), name="seats_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id}: seat {self.seat} on {self.day}"


class Creative(Kept):
    """What the reader sees. A change of a running one is another row that waits while the old one keeps running."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waiting for an editor")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="creatives")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    text = models.CharField(_("your message"), max_length=300, blank=True)  # the slot says how many letters at most
    link = models.URLField(_("where a click leads"), max_length=1000, blank=True)
    link_words = models.CharField(_("words of the link"), max_length=40, blank=True)
    picture = models.ImageField(_("picture"), upload_to="sponsors", blank=True, width_field="picture_width", height_field="picture_height")
    picture_width = models.PositiveIntegerField(null=True, blank=True, editable=False)  # pixels
    picture_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    picture_alt = models.CharField(_("the picture in words"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["placement"], condition=Q(state__in=["draft", "waiting"]), name="one_open_creative"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def log_title(self) -> str:
        return f"{self.placement}: {self.text[:60]}"


class WaitingFor(models.Model):
    """Somebody on the waiting list for days that are taken; told once when they come free."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="waiting_list")
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="waits_for")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    made_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "sponsor", "starts", "ends"], condition=Q(told_at=None), name="waits_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="waits_for_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.sponsor}: {self.slot}"


class MakeGood(Kept):
    """Days given for nothing because a flight was short through a fault of ours."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="make_goods")
    days = models.PositiveSmallIntegerField(_("days"))
    note = models.CharField(_("why"), max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.placement}: {self.days}"


class Clash(models.Model):
    """An editor's answer where a story is about a sponsor, so that it was held: published all the same, and why."""

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="sponsor_clashes")
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="clashes")
    words = models.CharField(_("how it was settled"), max_length=300)
    facts = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)  # the placements that were current then
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-settled_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["story", "sponsor"], name="a_clash_is_settled_once")]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.sponsor}"


class Enquiry(models.Model):
    """A company that would rather talk first. It waits in the queue and gets an answer."""

    slot = models.ForeignKey(Slot, on_delete=models.SET_NULL, null=True, blank=True, related_name="enquiries")
    name = models.CharField(_("your name"), max_length=80)
    company = models.CharField(_("company"), max_length=80)
    email = models.EmailField(_("e-mail"))
    words = models.TextField(_("what you would like to know"), max_length=2000)
    made_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name_plural = _("enquiries")

    def __str__(self) -> str:
        return f"{self.company} ({self.name})"
