"""One reader's bell for one story, quote or reply. Totals stand on the rung row; this table only keeps it to one each.

`reader` is a keyed hash of address and agent that changes daily (architecture: counting on cached pages), never an address.
"""

from django.db import models


class Ring(models.Model):
    kind = models.CharField(max_length=20)  # 'story', 'quote', 'reply'
    target = models.PositiveBigIntegerField()
    reader = models.CharField(max_length=64)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "target", "reader", "day"], name="one_ring_each_day")]

    def __str__(self) -> str:
        return f"ring for {self.kind} {self.target}"
