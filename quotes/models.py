"""Prompts and quotes, as small as the first release needs them and as they must be from the first migration."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PromptQuerySet(models.QuerySet["Prompt"]):
    def open_at(self, moment) -> PromptQuerySet:
        return self.filter(opens_at__lte=moment).filter(models.Q(closes_at=None) | models.Q(closes_at__gt=moment))


class Prompt(models.Model):
    title = models.CharField(_("question"), max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    spelled_out = models.CharField(_("spelled out"), max_length=200, blank=True)
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    cover_line = models.CharField(_("line on the cover"), max_length=160, blank=True)
    closing_message = models.CharField(_("closing message"), max_length=300, blank=True)

    objects = PromptQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("wall_prompt", args=[self.slug])


class QuoteQuerySet(models.QuerySet["Quote"]):
    def on_the_wall(self) -> QuoteQuerySet:
        return self.filter(status=Quote.Status.APPROVED)


class Quote(models.Model):
    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for an editor")
        APPROVED = "approved", _("on the wall")
        DECLINED = "declined", _("declined")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Source(models.TextChoices):
        TYPED = "typed", _("typed here")
        SEEN = "seen", _("seen at a link")
        HEARD = "heard", _("heard")

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="quotes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes")
    text = models.CharField(_("line"), max_length=280)
    name = models.CharField(_("name or handle"), max_length=80)
    network = models.CharField(_("network of the handle"), max_length=20, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    work = models.CharField(_("line of work"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail, never shown"), blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.TYPED)
    source_url = models.URLField(_("seen at"), blank=True)
    source_date = models.DateField(_("seen on"), null=True, blank=True)
    consent_words = models.TextField(_("consent"), blank=True)
    consent_version = models.CharField(max_length=20, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.WAITING)
    pinned = models.BooleanField(_("pinned first"), default=False)
    rings = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["prompt", "status", "-pinned", "-shown_at", "-id"], name="quotes_on_a_wall")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tint(self) -> int:
        """0 to 3, always the same for one quote."""
        return hashlib.blake2s(str(self.pk).encode(), digest_size=1).digest()[0] % 4

    def get_absolute_url(self) -> str:
        return reverse("quote", args=[self.pk])
