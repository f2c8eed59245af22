"""Two businesses, or two places, that are one: everything of the first moves to the second, and the first's address leads there for ever."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from businesses.models import Business, Place
from core import generation
from core.models import SearchEntry
from moderation import log

places_merged = Signal()  # sent with place=, into=
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


def merge_places(place: Place, *, into: Place, by) -> Place:
    """Raises CannotMerge where both have a business of the same name: those two come first."""
    if place.pk == into.pk or into.merged_into_id:
        raise CannotMerge(_("Choose another place that still stands on its own."))
    try:
        with transaction.atomic():
            _merge_places(place, into, by)
    except IntegrityError as error:
        raise CannotMerge(_("Both places have a business of the same name. Merge those two businesses first.")) from error
    return into


def _merge_places(place: Place, into: Place, by) -> None:
    for business in Business.objects.filter(place=place, merged_into=None):
        business.place = into
        business.save(update_fields=["place", "key"])
    Place.objects.filter(merged_into=place).update(merged_into=into)
    place.merged_into = into
    place.save(update_fields=["merged_into", "key"])
    places_merged.send(sender=Place, place=place, into=into)
    log.record(place, action="merged", actor=by, note=f"into {into.slug}")
    generation.bump()
