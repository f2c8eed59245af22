"""Prompt: a question put to everyone. What it does now is read from its dates at the moment of asking, never from a job."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

RESERVED = {"quotes", "stage", "feed", "join", "pin", "vote"}  # parts of addresses under /wall/


class PromptQuerySet(models.QuerySet["Prompt"]):
    def open_at(self, moment: datetime) -> PromptQuerySet:
        """Those that take answers."""
        return self.filter(opens_at__lte=moment).filter(Q(closes_at=None) | Q(closes_at__gt=moment))

    def public_at(self, moment: datetime) -> PromptQuerySet:
        """Those that have opened, closed ones too."""
        return self.filter(opens_at__lte=moment)

    def current(self, moment: datetime) -> Prompt | None:
        """The newest one that takes answers, one whose wall already shows before one that only collects; otherwise the latest that did."""
        running = list(self.open_at(moment)[:20])
        showing = [prompt for prompt in running if prompt.shows(moment)]
        return next(iter([*showing, *running]), None) or self.public_at(moment).first()


class Prompt(PreviewableMixin, models.Model):
    title = models.CharField(_("question"), max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    spelled_out = models.CharField(_("spelled out"), max_length=200, blank=True)
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    shows_at = models.DateTimeField(
        _("shows answers from"), null=True, blank=True, help_text=_("Collect now, show later: until then approved answers are on no page. Empty: at once.")
    )
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    cover_line = models.CharField(_("line on the cover"), max_length=160, blank=True)
    closing_message = models.CharField(_("closing message"), max_length=300, blank=True)

    objects = PromptQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.slug in RESERVED or self.slug.startswith("feed"):
            raise ValidationError({"slug": _("This word is part of other addresses: choose another.")})
        if self.closes_at and self.opens_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("It closes before it opens: choose a later day.")})

    def is_open(self, moment: datetime) -> bool:
        return self.opens_at <= moment and (self.closes_at is None or self.closes_at > moment)

    def shows(self, moment: datetime) -> bool:
        """Whether its wall may be read: not while its answers are under embargo."""
        return self.opens_at <= moment and (self.shows_at is None or self.shows_at <= moment)

    def get_preview_template(self, request, mode_name: str) -> str:
        return "quotes/wall.html"

    def get_preview_context(self, request, mode_name: str) -> dict[str, object]:
        """The head of its wall with the form, as it will be on the day it opens; the answers are on the wall itself."""
        return {"prompt": self, "open": True, "shows_at": self.shows_at, "request": request}

    def get_absolute_url(self) -> str:
        return reverse("wall_prompt", args=[self.slug])
