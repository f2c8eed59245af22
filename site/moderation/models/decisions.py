"""Decision: one person's act on one thing. Rows are added, never changed, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DecisionIsFinal(Exception):
    """Raised where code tries to change or delete a decision; add another one instead."""


class DecisionQuerySet(models.QuerySet["Decision"]):
    def about(self, thing: models.Model) -> DecisionQuerySet:
        return self.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)

    def standing(self) -> DecisionQuerySet:
        """Without those that were undone, and without the undoing."""
        return self.filter(undoes=None, undone_by=None)

    def forget_words(self) -> int:
        """The one change: who withdraws something is promised that its words are gone. Who decided what, when and why stays."""
        return super().update(earlier={})

    def delete(self):
        raise DecisionIsFinal("Decisions are kept.")

    def update(self, **kwargs):
        raise DecisionIsFinal("Decisions are not changed.")


class Decision(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey()
    title = models.CharField(_("what"), max_length=255)  # as it was called that day
    action = models.CharField(_("decision"), max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="decisions")
    rule = models.CharField(_("rule"), max_length=120, blank=True)
    words = models.TextField(_("words to the author"), blank=True)
    note = models.TextField(_("note for editors"), blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    earlier = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)  # columns that moved with it, as they were: what an undo puts back
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")  # one-to-one: undone once

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-made_at"], name="decisions_about"),
            models.Index(fields=["action", "-made_at"], name="decisions_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.title}"

    def save(self, *args, **kwargs) -> None:
        if self.pk:
            raise DecisionIsFinal("Decisions are not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise DecisionIsFinal("Decisions are kept.")
