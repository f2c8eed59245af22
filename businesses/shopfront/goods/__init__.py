"""A trade and a box come in; what that trade puts in its window is drawn there."""

from __future__ import annotations

from collections.abc import Callable

from ..dice import Dice
from ..scene import Scene
from . import body, food, home, street

Item = Callable[[Scene], None]
"""Draws one thing on a shelf: x from -50 to 50, y from 0 (the shelf) up to -120."""

WINDOWS: dict[str, tuple[Item, ...]] = {
    "bakery": (food.loaf, food.baguettes, food.cake, food.tin_loaf, food.pretzel),
    "cafe": (food.cup, food.cake_stand, food.moka, food.cup_stack),
    "groceries": (food.apples, food.milk, food.cabbages, food.jam, food.oranges),
    "florist": (home.tulips, home.sunflower, home.bouquet, home.potted),
    "optician": (body.round_glasses, body.eye_chart, body.square_glasses, body.head),
    "pharmacy": (body.medicine, body.mortar, body.pills, body.jar_cross),
    "clinic": (body.first_aid, body.bear, body.medicine, body.heart),
    "tailor": (body.dress_form, body.spool, body.shirt, body.scissors),
    "tires": (street.tire, street.tire_stack, street.oil_can, street.air_pump),
    "bicycles": (street.small_bicycle, street.wheel, street.helmet, street.air_pump),
    "hardware": (street.hammer, street.paint_can, street.toolbox, street.brush),
    "plumber": (street.tap, street.pipe, street.plunger, street.wrench),
    "books": (home.books, home.book_stack, home.open_book, home.tall_books),
    "kettles": (home.kettle, home.toaster, food.moka, home.round_kettle),
    "phones": (home.phone, home.tablet, home.old_phone, home.phone_pair),
    "hotel": (home.bell, home.suitcase, home.table_lamp, home.keys),
    "online": (home.laptop, home.parcel, home.headset, home.phone),
    "default": (home.gift, home.vase, home.table_lamp, home.picture, home.jar),
}


def show(scene: Scene, trade: str, dice: Dice, box: tuple[float, float, float, float], first: int = 0) -> None:
    """Fill a box (x, bottom, width, height) with goods that stand on its bottom edge.

    `first` starts further on in the trade's order, so that a second window shows other things.
    """
    x, bottom, width, height = box
    k = min(height / 132, 1.35)
    count = max(1, int(width / (98 * k)))
    order = dice.shuffled(f"goods:{trade}", [item.__name__ for item in WINDOWS[trade]])
    items = {item.__name__: item for item in WINDOWS[trade]}
    step = width / count
    for i in range(count):
        items[order[(first + i) % len(order)]](scene.at(x + step * (i + 0.5), bottom, k))


def emblem(scene: Scene, trade: str, x: float, y: float, k: float) -> None:
    """The trade's first thing, alone, its middle near (x, y): for plaques and roundels."""
    WINDOWS[trade][0](scene.at(x, y + 50 * k, k))
