"""What was counted: rows per placement and day, added to in batches (sponsors/flush.py). Nothing here tells one reader from another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sponsors.models.kept import Kept
from sponsors.models.placements import Placement


class Hit(models.TextChoices):
    VIEW = "view", _("seen")
    CLICK = "click", _("clicked")


class Reason(models.TextChoices):
    """Why a hit was not counted; the screen word is *not counted, and why*."""

    BOT = "bot", _("a robot that says so")
    PREFETCH = "prefetch", _("loaded ahead by a browser, not seen")
    STAFF = "staff", _("somebody of the newsroom")
    MEMBER = "member", _("one of your own members")
    REPEATED = "repeated", _("the same hit again")
    EXPIRED = "expired", _("from a page that was kept too long")
    TOO_FAST = "too-fast", _("faster than anybody reads")
    FLOOD = "flood", _("too many from one source")
    ORIGIN = "origin", _("sent from another site")
    SCANNER = "scanner", _("a program that checks links in mails")


class DayTotal(Kept):
    """Counted hits of one placement on one day."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="day_totals")
    sponsor = models.ForeignKey("sponsors.Sponsor", on_delete=models.PROTECT, related_name="+")  # as the placement's: a desk adds up all of them
    day = models.DateField()  # in the site's time zone
    views = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)
    discarded = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "placement_id"]
        constraints = [models.UniqueConstraint(fields=["placement", "day"], name="one_total_a_day")]
        indexes = [models.Index(fields=["sponsor", "day"], include=["views", "clicks", "discarded"], name="totals_of_a_sponsor")]

    def __str__(self) -> str:
        return f"{self.placement_id} on {self.day}"


class DayPage(Kept):
    """The same hits by where they happened."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="day_pages")
    day = models.DateField()
    page = models.CharField(max_length=12)  # kind of page: section, story, wall
    story_id = models.PositiveBigIntegerField(default=0)  # the StoryPage's key, 0 where it was no story
    views = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "page", "story_id"]
        constraints = [models.UniqueConstraint(fields=["placement", "day", "page", "story_id"], name="one_page_a_day")]

    def __str__(self) -> str:
        return f"{self.placement_id} on {self.day}: {self.page} {self.story_id}"


class DayDiscard(Kept):
    """Hits that were not counted, and why."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="day_discards")
    day = models.DateField()
    hit = models.CharField(max_length=8, choices=Hit)
    reason = models.CharField(max_length=12, choices=Reason)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "hit", "reason"]
        constraints = [models.UniqueConstraint(fields=["placement", "day", "hit", "reason"], name="one_discard_a_day")]

    def __str__(self) -> str:
        return f"{self.placement_id} on {self.day}: {self.reason}"


class SeenOnce(models.Model):
    """Digests of nonces and of a day's clicks, so that each counts once. Not linked to any count; forgotten when they expire."""

    digest = models.CharField(max_length=32, primary_key=True)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest


class SourceMinute(models.Model):
    """How much one source sent in one minute: a keyed hash that rotates daily, forgotten within the day."""

    source = models.CharField(max_length=32)
    minute = models.PositiveBigIntegerField()  # since the epoch
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "minute"], name="a_source_and_minute")]
        indexes = [models.Index(fields=["minute"], name="source_minutes_by_age")]

    def __str__(self) -> str:
        return f"{self.source}: {self.number}"


class Drained(models.Model):
    """A batch from Redis that the database has: written with its counts, so that none is added twice."""

    batch = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.batch


class ReportLink(models.Model):
    """A private address at which somebody without an account reads a placement's figures until it expires."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="report_links")
    key_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return str(self.placement)
