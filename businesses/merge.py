"""Two businesses that are one: everything of the first moves to the second, and the first's address leads there for ever."""

from __future__ import annotations

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from businesses.models import Business
from core import generation
from core.models import SearchEntry
from moderation import log

merged = Signal()  # sent with business=, into=: apps above move what of theirs hangs on it


class CannotMerge(Exception):
    """Says in words why these two cannot become one."""


@transaction.atomic
def merge(business: Business, *, into: Business, by) -> Business:
    if business.pk == into.pk or into.merged_into_id:
        raise CannotMerge(_("Choose another business that still stands on its own."))
    Business.objects.filter(merged_into=business).update(merged_into=into)
    business.merged_into = into
    business.save(update_fields=["merged_into", "key"])
    SearchEntry.objects.filter(kind="business", target=business.pk).delete()
    merged.send(sender=Business, business=business, into=into)
    log.record(business, action="merged", actor=by, note=f"into {into.slug}")
    generation.bump()
    return into
