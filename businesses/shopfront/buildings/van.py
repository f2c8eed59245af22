"""A shop comes in; a van with an open hatch, parked by a tree, is drawn."""

from __future__ import annotations

from ..dice import Dice
from ..goods import show
from ..parts import GROUND, awning, sign
from ..scene import Scene
from ..shop import Shop
from ..street import backdrop, board, cat, lamp, plant


def draw(s: Scene, shop: Shop, dice: Dice) -> None:
    backdrop(s, dice, (300, 850), sun=(180, 520, 760, 1010))
    plant(s, 116, "tree")
    if dice.number("lamp", 2):
        lamp(s, 1120)
        _bulbs(s)
    else:
        plant(s, 1110, "tree")
    _roof_sign(s, shop, dice)
    _body(s, dice)
    _hatch(s, shop, dice)
    for x in (370, 856):
        _wheel(s, x)
    _stool(s, 612) if dice.number("front", 2) else cat(s, 620)
    board(s, 1046 if dice.number("board", 2) else 150)


def _bulbs(s: Scene) -> None:
    s.line("M800 250 Q980 340 1106 340", "trim", 3)
    for x, y in ((858, 283), (926, 312), (996, 331), (1062, 341)):
        s.circle(x, y, 9, "lamp")


def _roof_sign(s: Scene, shop: Shop, dice: Dice) -> None:
    for x in (330, 690):
        s.rect(x, 214, 14, 50, "trim")
    sign(s, shop.name, (236, 128, 564, 96), dice.pick("sign", ("board", "inset", "round")))


def _body(s: Scene, dice: Dice) -> None:
    s.rect(230, 640, 760, 36, "trim", 8)
    s.path(
        "M216 660 L216 276 Q216 246 246 246 L838 246 Q866 246 878 270 L946 432 L978 446 Q994 454 994 474 L994 660Z",
        "wall",
    )
    s.path("M216 548 L994 548 L994 660 L216 660Z", dice.pick("skirt", ("wall2", "awning2", "wall2")))
    s.rect(216, 540, 778, 10, "accent")
    s.path("M800 290 L852 290 Q858 290 861 297 L914 428 L800 428Z", "glass2")
    s.path("M818 290 L842 290 L820 428 L800 428 L800 390Z", "gleam")
    s.line("M786 282 L786 640 M800 470 L824 470", "wall2", 5)
    s.circle(968, 500, 20, "lamp")
    s.rect(962, 590, 32, 22, "tomato", 4)
    s.rect(972, 640, 40, 26, "steel", 8)
    s.rect(198, 640, 40, 26, "steel", 8)


def _hatch(s: Scene, shop: Shop, dice: Dice) -> None:
    s.rect(266, 318, 478, 196, "trim", 6)
    s.rect(278, 330, 454, 176, "glass", 2)
    show(s, shop.trade, dice, (290, 496, 430, 118))
    s.rect(246, 496, 518, 18, "wood", 5)
    awning(s, (262, 296, 486, 74), dice.pick("stripes", (9, 11)), dice.pick("edge", ("scallop", "point", "straight")))
    s.rect(256, 286, 498, 14, "trim", 4)


def _wheel(s: Scene, x: float) -> None:
    s.path(f"M{x - 78} 662 Q{x - 76} 582 {x} 580 Q{x + 76} 582 {x + 78} 662Z", "trim")
    s.circle(x, 664, 60, "tire")
    s.circle(x, 664, 34, "steel")
    s.circle(x, 664, 14, "accent")


def _stool(s: Scene, x: float) -> None:
    g = s.at(x, GROUND + 60)
    g.line("M-18 -74 L-30 0 M18 -74 L30 0 M-24 -32 L24 -32", "wood2", 8)
    g.rect(-36, -84, 72, 16, "wood", 8)
