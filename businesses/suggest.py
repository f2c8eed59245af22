"""A business or a place as an author typed it: the one we have under that name, or a new one that waits for an editor.

Names are compared without case, accents and punctuation (models.name_key), so that 'CAFE ANA' is 'Café Ana'.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import IntegrityError, models, transaction

from businesses.models import Business, Place, name_key
from core.slugs import slug_of

HOME = "United States"
STATE_NAMES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia
HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan
MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York
NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota
TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming
"""
STATES = dict(pair.split(" ", 1) for line in STATE_NAMES.split("\n") for pair in line.split("|") if pair)
WITH_PLACE = re.compile(r"^(?P<name>.+?)\s+\((?P<place>[^()]+)\)$")


def place_named(typed: str, *, country: str = "") -> Place | None:
    """'Bristol', 'Bristol, RI' or 'Leeds, West Yorkshire, United Kingdom' as a place; None where nothing was typed."""
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    if not parts:
        return None
    known = _known_place(parts, country)
    if known:
        return known.merged_into or known
    name, region = parts[0][:80], STATES.get(parts[1].upper(), parts[1])[:80] if len(parts) > 1 else ""
    land = (country or (parts[2] if len(parts) > 2 else "") or HOME)[:80]
    key = "|".join(name_key(part) for part in (name, region, land))
    return _made(Place, f"{name} {region or (land if land != HOME else '')}", {"key": key}, {"name": name, "region": region, "country": land})


def _known_place(parts: list[str], country: str) -> Place | None:
    """The one place whose label, or whose bare name, was typed."""
    typed = name_key(", ".join([parts[0], *(STATES.get(part.upper(), part) for part in parts[1:])]))
    same_name = [
        place
        for place in Place.objects.filter(key__startswith=f"{name_key(parts[0])}|").select_related("merged_into")
        if not country or name_key(place.country) == name_key(country)
    ]
    exact = [
        place
        for place in same_name
        if typed in {name_key(place.label), name_key(f"{place.name} {place.region} {place.country}"), name_key(f"{place.name} {place.country}")}
    ]
    if exact:
        return exact[0]
    return same_name[0] if len(parts) == 1 and len(same_name) == 1 else None


def business_named(typed: str, *, place: Place | None, by: Any = None) -> Business | None:
    """'Marlow Bakery', or 'Marlow Bakery (Bristol, Rhode Island)' as it is suggested; None where nothing was typed."""
    name, place = _name_and_place(typed.strip(), place)
    key = name_key(name)[:140]
    if not key:
        return None
    known = _known_business(key, place)
    if known:
        return known
    made = _made(
        Business,
        f"{name} {place.name if place else ''}",
        {"key": key, "place": place, "merged_into": None},
        {"name": name[:120], "place": place, "status": Business.Status.SUGGESTED, "suggested_by": by},
    )
    return made


def _name_and_place(typed: str, place: Place | None) -> tuple[str, Place | None]:
    found = WITH_PLACE.match(typed)
    if found:
        named = next((one for one in Place.objects.all() if name_key(one.label) == name_key(found["place"])), None)
        if named:
            return found["name"], named
    return typed, place


def _known_business(key: str, place: Place | None) -> Business | None:
    same_name = list(Business.objects.filter(key=key).select_related("merged_into", "place").order_by("merged_into_id", "id"))
    here = [one for one in same_name if one.place_id == (place.pk if place else None)]
    if not here and place is None:
        here = [one for one in same_name if one.status == Business.Status.LISTED]
        here = here if len({one.merged_into_id or one.pk for one in here}) == 1 else []
    if not here:
        return None
    standing = [one for one in here if one.merged_into_id is None]
    return standing[0] if standing else here[0].merged_into


def _made(model: type[models.Model], words: str, same: dict[str, Any], fields: dict[str, Any]) -> Any:
    """A new row under a free slug; where somebody else made the same one this moment, that one."""
    base = slug_of(words, longest=80) or model.__name__.lower()
    for number in range(1, 50):
        slug = base if number == 1 else f"{base}-{number}"
        if model._default_manager.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return model._default_manager.create(slug=slug, **fields)
        except IntegrityError:
            twin = model._default_manager.filter(**same).first()
            if twin:
                return twin
    raise IntegrityError(f"no free slug for {base}")
