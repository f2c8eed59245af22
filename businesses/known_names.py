"""Phrases come in; those that are names of businesses or places go out: naming them is naming no private person."""

from __future__ import annotations

from businesses.models import Business, Place, name_key


def known(phrases: set[str]) -> set[str]:
    keys = {name_key(phrase): phrase for phrase in phrases}
    found = {keys[key] for key in Business.objects.filter(key__in=keys, merged_into=None).values_list("key", flat=True)}
    return found | set(Place.objects.filter(name__in=phrases - found).values_list("name", flat=True))
