"""Batch: one bringing-in of quotes from elsewhere: who brought them, where the words were seen, and under what consent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    class Consent(models.TextChoices):
        ASKED = "asked", _("each was asked and agreed")
        THREAD = "thread", _("they answered a public call that said the answers may be used")
        PUBLIC = "public", _("public posts, quoted with name and link")

    class State(models.TextChoices):
        PREVIEW = "preview", _("being looked at")
        TAKEN = "taken", _("brought in")
        LEFT = "left", _("left out")

    prompt = models.ForeignKey("quotes.Prompt", on_delete=models.PROTECT, related_name="batches")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="batches")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    consent = models.CharField(_("consent"), max_length=10, choices=Consent, blank=True)
    consent_note = models.CharField(_("how they agreed"), max_length=300, blank=True)
    source_url = models.URLField(_("where the words were seen"), max_length=500, blank=True)
    source_date = models.DateField(_("when"), null=True, blank=True)
    rows = models.JSONField(default=list)  # of a preview: what was understood, as quotes/understand.py gives it; emptied when taken
    count = models.PositiveIntegerField(_("brought in"), default=0)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}: {self.count}"
