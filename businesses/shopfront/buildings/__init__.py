"""A settled shop comes in; its street scene goes out."""

from __future__ import annotations

from collections.abc import Callable

from ..dice import Dice
from ..scene import Scene
from ..shop import Shop
from . import clinic, corner, desk, hotel, row, stall, van, workshop

_DRAW: dict[str, Callable[[Scene, Shop, Dice], None]] = {
    "row": row.draw,
    "corner": corner.draw,
    "stall": stall.draw,
    "van": van.draw,
    "clinic": clinic.draw,
    "workshop": workshop.draw,
    "hotel": hotel.draw,
    "desk": desk.draw,
}


def scene(shop: Shop) -> Scene:
    """`shop` has its building and trade filled in."""
    result = Scene()
    _DRAW[shop.building](result, shop, Dice(shop.slug))
    return result
