"""A shop comes in; a tall house with many windows and a canopy over its doors is drawn."""

from __future__ import annotations

from ..dice import Dice
from ..parts import GROUND, awning, door, panes, shop_window, sign
from ..scene import Scene
from ..shop import Shop
from ..street import backdrop, bicycle, cat, lamp, plant

LEFT, RIGHT = 270, 930


def draw(s: Scene, shop: Shop, dice: Dice) -> None:
    backdrop(s, dice, (LEFT, RIGHT), sun=(150, 210, 1000, 1060))
    _roof(s, dice.pick("roof", ("mansard", "flat", "towers")))
    s.rect(LEFT, 132, RIGHT - LEFT, GROUND - 132, "wall")
    _floors(s, dice)
    s.rect(LEFT - 18, 122, RIGHT - LEFT + 36, 22, "trim", 4)
    _lobby(s, shop, dice)
    for x in (468, 732):
        plant(s, x, dice.pick("door plant", ("cone", "ball")), GROUND + 16, 0.74)
    lamp(s, 186)
    lamp(s, 1014)
    bicycle(s, 1090) if dice.number("front", 2) else cat(s, 110)


def _roof(s: Scene, kind: str) -> None:
    s.line("M600 60 L600 8", "trim", 6)
    s.path("M603 10 L664 22 L603 38Z", "accent")
    if kind == "mansard":
        s.path("M256 132 L300 56 L900 56 L944 132Z", "door")
        for x in (400, 600, 800):
            s.path(f"M{x - 30} 132 L{x - 30} 96 Q{x} 64 {x + 30} 96 L{x + 30} 132Z", "wall")
            s.rect(x - 17, 98, 34, 28, "glass", 3)
    elif kind == "towers":
        s.path("M420 132 L600 56 L780 132Z", "wall2")
        for x in (LEFT, RIGHT - 110):
            s.rect(x, 96, 110, 40, "wall")
            s.path(f"M{x - 14} 98 L{x + 55} 30 L{x + 124} 98Z", "door")
    else:
        s.path("M330 132 L330 100 L470 100 L470 60 L730 60 L730 100 L870 100 L870 132Z", "wall2")
        s.rect(462, 52, 276, 14, "trim", 3)


def _floors(s: Scene, dice: Dice) -> None:
    styles = dice.pick("style", (["arch"], ["sash"], ["square"]))
    count = dice.pick("columns", (4, 5))
    step = (RIGHT - LEFT - 30) / count
    xs = [LEFT + 15 + step * (i + 0.5) for i in range(count)]
    for y in (164, 258, 352):
        panes(s, xs, y, (58, 64), styles, dice)
    if dice.number("balcony", 2):
        for x in xs:
            s.line(
                f"M{x - 42} 322 L{x + 42} 322 M{x - 42} 300 L{x + 42} 300 M{x - 14} 300 L{x - 14} 322 M{x + 14} 300 L{x + 14} 322",
                "trim",
                4,
            )


def _lobby(s: Scene, shop: Shop, dice: Dice) -> None:
    s.rect(LEFT, 436, RIGHT - LEFT, GROUND - 436, "wall2")
    shop_window(s, shop.trade, dice, (300, 556, 132, GROUND - 556), 40)
    shop_window(s, shop.trade, dice, (768, 556, 132, GROUND - 556), 40, 1)
    s.rect(506, GROUND - 12, 188, 12, "kerb")
    s.path(f"M524 {GROUND} L676 {GROUND} L716 800 L484 800Z", "awning")
    door(s, 516, 556, 168, "double", GROUND - 12)
    awning(s, (486, 524, 228, 54), 7, dice.pick("edge", ("scallop", "straight")))
    sign(s, shop.name, (LEFT - 14, 438, RIGHT - LEFT + 28, 88), dice.pick("sign", ("board", "inset")))
