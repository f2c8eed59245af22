"""A business, or a kind of story, comes in; a drawn picture of it goes out, as SVG or with Pillow."""

from __future__ import annotations

from PIL import Image

from . import buildings, still_life, to_pillow, to_svg
from .shop import BUILDINGS, TRADES, Shop, looks, settled
from .still_life import KINDS

__all__ = [
    "BUILDINGS",
    "KINDS",
    "TRADES",
    "Shop",
    "image",
    "looks",
    "still_life_image",
    "still_life_svg",
    "svg",
]


def svg(shop: Shop, *, title: str = "") -> str:
    """An `<svg>` of the shopfront; `title` is its text for a screen reader, without it it is hidden."""
    look = settled(shop)
    return to_svg.render(buildings.scene(look), look.palette, title)


def image(shop: Shop, size: tuple[int, int]) -> Image.Image:
    """The shopfront by day as RGB, `size` in pixels."""
    look = settled(shop)
    return to_pillow.render(buildings.scene(look), look.palette, size)


def still_life_svg(kind: str, slug: str, *, title: str = "") -> str:
    """An `<svg>` for a story without a business: one of KINDS, or '' to choose by hash of the slug."""
    return to_svg.render(still_life.scene(kind, slug), still_life.palette(slug), title)


def still_life_image(kind: str, slug: str, size: tuple[int, int]) -> Image.Image:
    """The same still life as RGB, `size` in pixels."""
    return to_pillow.render(still_life.scene(kind, slug), still_life.palette(slug), size)
