"""Slot: a place that can be sponsored, with its rate, its seats and what the message may be. And what else editors set."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from stories.models import SectionPage, StoryPage

MOST_SEATS = 4


class SlotQuerySet(models.QuerySet["Slot"]):
    def on_offer(self) -> SlotQuerySet:
        return self.filter(open=True)


class Slot(models.Model):
    """`story` kind without a story: the terms for any single story; the first hold of a story makes its own slot of them."""

    class Kind(models.TextChoices):
        SECTION = "section", _("a section")
        STORY = "story", _("a single story")
        WALL = "wall", _("the quote wall")

    kind = models.CharField(_("what is sponsored"), max_length=12, choices=Kind)
    section = models.ForeignKey(SectionPage, verbose_name=_("section"), on_delete=models.PROTECT, null=True, blank=True, related_name="slots")
    story = models.ForeignKey(StoryPage, verbose_name=_("story"), on_delete=models.PROTECT, null=True, blank=True, related_name="slots")
    open = models.BooleanField(_("for sale"), default=True)
    rate = models.PositiveIntegerField(_("rate per week, in the smallest unit (cents)"), validators=[MinValueValidator(1)])
    currency = models.CharField(_("currency (three letters)"), max_length=3, default="USD")
    seats = models.PositiveSmallIntegerField(_("seats"), default=1, validators=[MinValueValidator(1)])
    lead_days = models.PositiveSmallIntegerField(_("lead time in days"), default=3, help_text=_("Between booking and the first day."))
    most_days = models.PositiveSmallIntegerField(_("longest flight in days"), default=182)
    letters = models.PositiveSmallIntegerField(_("letters of the message at most"), default=140)
    picture_width = models.PositiveSmallIntegerField(_("picture: width in pixels at least"), default=600)
    picture_height = models.PositiveSmallIntegerField(_("picture: height in pixels at least"), default=400)
    position = models.PositiveSmallIntegerField(_("position on the rate card"), default=0)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["position", "kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["section"], condition=Q(kind="section"), name="one_slot_a_section"),
            models.UniqueConstraint(fields=["story"], condition=Q(kind="story", story__isnull=False), name="one_slot_a_story"),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="story", story=None), name="one_set_of_terms_for_stories"),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="wall"), name="one_slot_for_the_wall"),
            models.CheckConstraint(
                condition=Q(kind="section", section__isnull=False, story=None) | Q(kind="story", section=None) | Q(kind="wall", section=None, story=None),
                name="a_slot_of_its_kind",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1) & Q(seats__lte=MOST_SEATS), name="one_to_four_seats"),
            models.CheckConstraint(condition=Q(rate__gte=1), name="a_rate_above_nothing"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As the rate card, the desk and bills call it."""
        if self.kind == self.Kind.WALL:
            return str(_("Quote wall"))
        if self.kind == self.Kind.SECTION and self.section:
            return self.section.title
        return self.story.title if self.story else str(_("Any single story"))

    def get_absolute_url(self) -> str:
        return f"/sponsor/slots/{self.pk}/"


class Blackout(models.Model):
    """Days, both included, on which nothing is sold: of one slot, or of all."""

    slot = models.ForeignKey(Slot, verbose_name=_("slot (none: all of them)"), on_delete=models.CASCADE, null=True, blank=True, related_name="blackouts")
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    reason = models.CharField(_("why, in words for sponsors"), max_length=200)

    class Meta:
        ordering = ["starts", "id"]
        verbose_name = _("blackout")
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="a_blackout_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.reason


class HouseMessage(models.Model):
    """House placement: what fills an unsold seat, from the newsroom itself."""

    text = models.CharField(_("message"), max_length=140)
    link = models.CharField(_("leads to (an address of this site)"), max_length=200, default="/sponsor/")
    link_words = models.CharField(_("words of the link"), max_length=40, default=_("See how"))
    kind = models.CharField(_("shown at"), max_length=12, choices=Slot.Kind, blank=True, help_text=_("Empty: everywhere."))
    shown = models.BooleanField(_("shown"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("house placement")
        constraints = [models.CheckConstraint(condition=Q(link__startswith="/") & ~Q(link__startswith="//"), name="house_links_stay_here")]

    def __str__(self) -> str:
        return self.text


@register_setting(icon="cog")
class SponsorTerms(BaseSiteSetting):
    """How this newsroom sells: what holds, bills and mails read."""

    hold_hours = models.PositiveSmallIntegerField(_("a hold lapses after hours"), default=72, validators=[MinValueValidator(1)])
    bill_from = models.TextField(_("your name and address on bills"), max_length=400, blank=True)
    bill_tax_number = models.CharField(_("your tax number"), max_length=40, blank=True)
    tax_percent = models.DecimalField(_("tax on bills, percent"), max_digits=5, decimal_places=2, default=0, validators=[MinValueValidator(0)])
    pay_within_days = models.PositiveSmallIntegerField(_("to be paid within days"), default=14)
    pay_words = models.TextField(
        _("how to pay"), max_length=600, blank=True, help_text=_("Stands on every bill: your bank account, for instance. The bill's number is added.")
    )

    panels = [
        FieldPanel("hold_hours"),
        MultiFieldPanel([FieldPanel("bill_from"), FieldRowPanel([FieldPanel("bill_tax_number"), FieldPanel("tax_percent")])], heading=_("Bills")),
        MultiFieldPanel([FieldPanel("pay_within_days"), FieldPanel("pay_words")], heading=_("Payment")),
    ]

    class Meta:
        verbose_name = _("sponsorship terms")
