"""Report: a reader's flag on something that is shown. It waits in the queue until an editor settles it, with a decision."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.models.decisions import Decision
from moderation.models.lists import Reason


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        return self.filter(settled_at=None)

    def about(self, thing: models.Model) -> ReportQuerySet:
        return self.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)


class Report(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey()
    reason = models.ForeignKey(Reason, verbose_name=_("reason"), on_delete=models.PROTECT, null=True, blank=True)
    words = models.TextField(_("what is wrong"), max_length=1000, blank=True)
    email = models.EmailField(_("e-mail, never shown"), blank=True)
    reader = models.CharField(max_length=64)  # core.throttle.reader_key: one report a day from each
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id", "reader"], name="one_report_each")]
        indexes = [models.Index(fields=["settled_at", "made_at"], name="reports_by_age")]

    def __str__(self) -> str:
        return self.words[:60] or str(self.reason)
