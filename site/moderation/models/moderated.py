"""What every short thing that strangers send in has in common: a quote, a reply, a comment. It waits, is decided, and can be withdrawn."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ModeratedQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=Moderated.Status.WAITING)

    def shown(self):
        return self.filter(status=Moderated.Status.APPROVED)


class Moderated(models.Model):
    """`status` changes only through moderation/decide.py; `version` makes two moderators at once impossible."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for an editor")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("withdrawn")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="%(app_label)s_%(class)s_set")
    email = models.EmailField(_("e-mail, never shown"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.WAITING)
    version = models.PositiveIntegerField(default=0)  # counts its decisions
    risk = models.PositiveSmallIntegerField(_("risk"), default=0)  # the sum of its RiskSignal rows
    source_key = models.CharField(max_length=32, blank=True, db_index=True)  # keyed hash of the sender's address, forgotten after 30 days
    text_key = models.CharField(max_length=32, blank=True, db_index=True)  # hash of the normalised words: the same line twice is seen
    created_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True, blank=True)  # when it was first approved
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    rings = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def log_title(self) -> str:
        """What the log of decisions calls it: never its words, which its author may withdraw."""
        return f"{self._meta.verbose_name} {self.pk}".capitalize()
