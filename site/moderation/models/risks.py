"""RiskSignal: one named reason to look twice at something that was sent in, with its weight and words for the moderator."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class RiskSignal(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey()
    name = models.CharField(_("signal"), max_length=30)  # a key of moderation.flag's list
    weight = models.PositiveSmallIntegerField(_("weight"))
    words = models.CharField(_("what was seen"), max_length=255)

    class Meta:
        ordering = ["-weight", "name"]
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id", "name"], name="one_signal_of_a_name")]

    def __str__(self) -> str:
        return f"{self.name} +{self.weight}"
