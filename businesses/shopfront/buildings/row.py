"""A shop comes in; a shop in a row of houses, with two floors, is drawn."""

from __future__ import annotations

from ..dice import Dice
from ..goods import emblem
from ..parts import GROUND, awning, door, panes, plaque, shop_window, sign
from ..scene import Scene
from ..shop import Shop
from ..street import backdrop, dressing

LEFT, RIGHT, TOP = 225, 975, 140


def draw(s: Scene, shop: Shop, dice: Dice) -> None:
    backdrop(s, dice, (LEFT, RIGHT))
    _roof(s, dice.pick("roof", ("cornice", "mansard", "gable", "crown")))
    s.rect(LEFT, TOP, RIGHT - LEFT, GROUND - TOP, "wall")
    _upstairs(s, dice)
    _roof_edge(s)
    if dice.number("plaque", 2):
        plaque(s, RIGHT, 262)
        emblem(s, shop.trade, RIGHT + 38, 312, 0.46)
    flipped = bool(dice.number("flip", 2))
    _ground_floor(s, shop, dice, flipped)
    dressing(s, dice, 150, 1056, 640 if flipped else 470)


def _roof(s: Scene, kind: str) -> None:
    if kind == "mansard":
        s.path(f"M{LEFT - 14} {TOP} L{LEFT + 30} 56 L{RIGHT - 30} 56 L{RIGHT + 14} {TOP}Z", "trim")
        for x in (380, 600, 820):
            s.rect(x - 34, 72, 68, 68, "wall2", 4)
            s.rect(x - 22, 84, 44, 50, "glass2", 3)
    elif kind == "gable":
        s.rect(800, 40, 54, 80, "wall2")
        s.rect(792, 34, 70, 14, "trim", 3)
        s.path(f"M{LEFT - 26} {TOP} L{LEFT + 130} 54 L{RIGHT - 130} 54 L{RIGHT + 26} {TOP}Z", "door")
    elif kind == "crown":
        s.path(f"M430 {TOP} L430 104 Q470 104 480 78 Q600 10 720 78 Q730 104 770 104 L770 {TOP}Z", "wall")
        s.circle(600, 94, 30, "wall2")
        s.circle(600, 94, 20, "glass")
    else:
        s.rect(300, 74, 46, 60, "wall2")
        s.rect(292, 66, 62, 14, "trim", 3)


def _roof_edge(s: Scene) -> None:
    s.rect(LEFT - 16, TOP - 10, RIGHT - LEFT + 32, 26, "trim", 4)


def _upstairs(s: Scene, dice: Dice) -> None:
    count = dice.pick("windows", (3, 4, 4, 5))
    step = (RIGHT - LEFT) / count
    xs = [LEFT + step * (i + 0.5) for i in range(count)]
    styles = dice.pick("style", (["round"], ["arch"], ["sash"], ["round", "square"], ["square"]))
    panes(s, xs, 186, (96, 100), styles, dice)
    if styles == ["square"]:
        for x in xs:
            s.rect(x - 54, 282, 108, 18, "pot", 3)
            s.line(f"M{x - 40} 276 L{x + 40} 276", "leaf", 18)


def _ground_floor(s: Scene, shop: Shop, dice: Dice, flipped: bool) -> None:
    window = 470 if flipped else 270
    way_in = 270 if flipped else 800
    s.rect(LEFT, 400, RIGHT - LEFT, 96, "wall2")
    shop_window(s, shop.trade, dice, (window, 496, 460, GROUND - 496))
    door(s, way_in, 502, 132, dice.pick("door", ("panel", "arch", "tall")))
    awning(
        s,
        (LEFT + 16, 398, RIGHT - LEFT - 32, 96),
        dice.pick("stripes", (7, 9, 11)),
        dice.pick("edge", ("scallop", "scallop", "point", "straight")),
    )
    sign(s, shop.name, (LEFT, 318, RIGHT - LEFT, 84), dice.pick("sign", ("board", "inset")))
