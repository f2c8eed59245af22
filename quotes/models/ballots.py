"""What may be asked next: up to five proposals, one vote a reader a day, counted without accounts."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST = 5


class Proposal(models.Model):
    title = models.CharField(_("question"), max_length=120)
    spelled_out = models.CharField(_("spelled out"), max_length=200, blank=True)
    standing = models.BooleanField(_("readers may choose it"), default=True)
    votes = models.PositiveIntegerField(_("votes"), default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.standing and Proposal.objects.filter(standing=True).exclude(pk=self.pk).count() >= MOST:
            raise ValidationError({"standing": _("Five questions already stand for choice. Take one down first.")})


class Vote(models.Model):
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    reader = models.CharField(max_length=64)  # core.throttle.reader_key, which changes daily
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "day"], name="one_vote_each_day")]

    def __str__(self) -> str:
        return f"vote for {self.proposal_id}"
