"""Ask: an editor asks one named person for a line. At most two reminders; a stop holds for ever (people.NoMail)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Ask(models.Model):
    prompt = models.ForeignKey("quotes.Prompt", verbose_name=_("prompt"), on_delete=models.PROTECT, related_name="asks")
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"))
    words = models.TextField(_("your words to this person"), max_length=1000, blank=True)
    key = models.CharField(max_length=43, unique=True)  # the private link's; random, not guessable
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="asks")
    asked_at = models.DateTimeField(default=timezone.now)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    quote = models.OneToOneField("quotes.Quote", on_delete=models.SET_NULL, null=True, blank=True, related_name="ask")
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["prompt", "email"], name="one_ask_each"),
            models.CheckConstraint(condition=models.Q(reminders__lte=2), name="two_reminders_at_most"),
        ]

    def __str__(self) -> str:
        return self.name
