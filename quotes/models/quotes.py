"""Quote: one short answer to a prompt, with its source and the consent it was given under."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from moderation.models import Moderated, ModeratedQuerySet
from quotes.models.prompts import Prompt

LONGEST = 280  # characters as a reader sees them
MOST_CODE_POINTS = 4_000  # 280 emoji of a family with skin tones fit


class QuoteQuerySet(ModeratedQuerySet):
    def approved(self) -> QuoteQuerySet:
        return self.filter(status=Quote.Status.APPROVED)

    def on_the_wall(self, moment: datetime) -> QuoteQuerySet:
        """What anybody may read now: approved, and its prompt not under embargo. Joins the prompt: on one prompt's wall ask prompt.shows()."""
        return self.approved().filter(Q(prompt__shows_at=None) | Q(prompt__shows_at__lte=moment), prompt__opens_at__lte=moment)


class Quote(Moderated):
    class Source(models.TextChoices):
        TYPED = "typed", _("typed here")
        SEEN = "seen", _("seen at a link")
        HEARD = "heard", _("heard")

    class Network(models.TextChoices):
        MASTODON = "mastodon", "Mastodon"
        BLUESKY = "bluesky", "Bluesky"
        X = "x", "X"
        INSTAGRAM = "instagram", "Instagram"

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="quotes")
    text = models.CharField(_("line"), max_length=MOST_CODE_POINTS)
    original_text = models.CharField(_("as it was sent"), max_length=MOST_CODE_POINTS, blank=True)  # filled when an editor edits lightly
    name = models.CharField(_("name or handle"), max_length=80)
    network = models.CharField(_("network of the handle"), max_length=20, choices=Network, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    work = models.CharField(_("line of work"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.TYPED)
    source_url = models.URLField(_("seen at"), max_length=500, blank=True)
    source_date = models.DateField(_("seen on"), null=True, blank=True)
    consent_words = models.TextField(_("consent"), blank=True)
    consent_version = models.CharField(max_length=20, blank=True)
    batch = models.ForeignKey("quotes.Batch", on_delete=models.PROTECT, null=True, blank=True, related_name="quotes")
    pinned = models.BooleanField(_("pinned first"), default=False)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            # One for each filter and order that a wall offers (quotes/wall.py); tests/quotes/test_wall.py asks the database whether it uses them.
            models.Index(fields=["prompt", "status", "-pinned", "-shown_at", "-id"], name="quotes_pinned_newest"),
            models.Index(fields=["prompt", "status", "-rings", "-id"], name="quotes_rung"),
            models.Index(fields=["prompt", "status", "town", "-shown_at", "-id"], name="quotes_by_town"),
            models.Index(fields=["prompt", "status", "town", "-rings", "-id"], name="quotes_by_town_rung"),
            models.Index(fields=["prompt", "status", "work", "-shown_at", "-id"], name="quotes_by_work"),
            models.Index(fields=["prompt", "status", "work", "-rings", "-id"], name="quotes_by_work_rung"),
            models.Index(fields=["prompt", "status", "town", "work", "-shown_at", "-id"], name="quotes_by_both"),
            models.Index(fields=["prompt", "status", "town", "work", "-rings", "-id"], name="quotes_by_both_rung"),
            models.Index(fields=["status", "created_at", "id"], name="quotes_oldest_waiting"),
            models.Index(fields=["status", "-risk", "created_at"], name="quotes_riskiest"),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(60) or self.log_title

    @property
    def tint(self) -> int:
        """0 to 3, always the same for one quote."""
        return hashlib.blake2s(str(self.pk).encode(), digest_size=1).digest()[0] % 4

    @property
    def words_locked(self) -> bool:
        """What was seen or heard elsewhere keeps its words: nobody may edit them."""
        return self.source != self.Source.TYPED

    def get_absolute_url(self) -> str:
        return reverse("quote", args=[self.pk])
