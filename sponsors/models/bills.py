"""Bills: invoices and credit notes, numbered without gaps, with everything on them as it was that day. Never changed, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sponsors.models.kept import Kept
from sponsors.models.placements import Placement
from sponsors.models.sponsors import Sponsor


class BillCounter(Kept):
    """The last number of a series; locked by the UPDATE that draws the next one, in the transaction that issues the bill."""

    series = models.CharField(max_length=8, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}{self.last}"


class Bill(Kept):
    class Kind(models.TextChoices):
        INVOICE = "invoice", _("invoice")
        CREDIT = "credit", _("credit note")

    kind = models.CharField(max_length=8, choices=Kind)
    number = models.PositiveIntegerField()
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="bills")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="bills")
    credits = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="credit_notes")  # of a credit note: the invoice
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    net = models.PositiveIntegerField()  # smallest unit
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    tax = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    words = models.CharField(_("reason"), max_length=300, blank=True)  # of a credit note
    as_issued = models.JSONField(default=dict)  # {"from", "from_tax_number", "to", "address", "tax_number", "lines": [{"words", "amount"}], "pay_words"}
    paid_at = models.DateTimeField(null=True, blank=True)  # the one thing that changes: an editor marks it; on a credit note, when the money was given back
    paid_words = models.CharField(_("how it was paid"), max_length=200, blank=True)

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="a_number_once"),
            models.CheckConstraint(condition=Q(kind="invoice", credits=None) | Q(kind="credit", credits__isnull=False), name="a_credit_note_names_its_invoice"),
            models.CheckConstraint(condition=Q(total=models.F("net") + models.F("tax")), name="total_is_net_and_tax"),
            models.CheckConstraint(condition=Q(number__gte=1), name="numbers_from_one"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{'INV' if self.kind == self.Kind.INVOICE else 'CN'}-{self.number:05d}"

    @property
    def log_title(self) -> str:
        return self.label
