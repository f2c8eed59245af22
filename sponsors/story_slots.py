"""A single story's slot: a story comes in, its slot goes out, made of the terms for any story, and like them until something of it is sold."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from wagtail.log_actions import registry

from sponsors.models import Placement, Slot
from stories.models import StoryPage

COPIED = ("rate", "currency", "seats", "lead_days", "most_days", "letters", "picture_width", "picture_height", "position")
SOLD = (Placement.State.SUBMITTED, Placement.State.APPROVED, Placement.State.ENDED)


def shown(story: StoryPage) -> Slot | None:
    """For a page or a wish: its own slot or, while nobody has booked it, the terms, without a key. Nothing is stored. None: not for sale."""
    own = _own(story)
    found = as_now(own) if own else _terms()
    if found is None or not found.open:
        return None
    if own is None:
        found.pk = None
    found.story = story
    return found


def slot_for_story(story: StoryPage) -> Slot | None:
    """The story's own slot, made of the terms for any story when it is first needed; None where single stories are not for sale."""
    own = _own(story)
    if own:
        return follow(own)
    terms = _terms()
    if terms is None:
        return None
    try:
        with transaction.atomic():
            return Slot.objects.create(kind=Slot.Kind.STORY, story=story, **{name: getattr(terms, name) for name in COPIED})
    except IntegrityError:  # somebody else asked for it this very moment
        return Slot.objects.get(kind=Slot.Kind.STORY, story=story)


def follow(slot: Slot) -> Slot:
    """Stores the terms as they are now, where it is a story's slot that is to have them."""
    changed = _changes(slot)
    if changed:
        Slot.objects.filter(pk=slot.pk).update(**changed)
    return _with(slot, changed)


def as_now(slot: Slot) -> Slot:
    """The same for a page: nothing is stored."""
    return _with(slot, _changes(slot))


def _changes(slot: Slot) -> dict[str, Any]:
    """Not where something was sent or sold, nor where an editor made or changed this very slot."""
    if slot.kind != Slot.Kind.STORY or slot.story_id is None or slot.pk is None:
        return {}
    terms = _terms()
    if terms is None or slot.placements.filter(state__in=SOLD).exists() or registry.get_logs_for_instance(slot).exists():
        return {}
    held = slot.seat_days.aggregate(most=Max("seat"))["most"] or 0
    wanted = {name: getattr(terms, name) for name in COPIED} | {"seats": max(terms.seats, held)}
    return {name: value for name, value in wanted.items() if getattr(slot, name) != value}


def _with(slot: Slot, values: dict[str, Any]) -> Slot:
    for name, value in values.items():
        setattr(slot, name, value)
    return slot


def _own(story: StoryPage) -> Slot | None:
    return Slot.objects.filter(kind=Slot.Kind.STORY, story=story).first()


def _terms() -> Slot | None:
    return Slot.objects.on_offer().filter(kind=Slot.Kind.STORY, story=None).first()
