"""A shop comes in; a workshop of brick with an open roller door is drawn."""

from __future__ import annotations

from ..dice import Dice
from ..goods import emblem, show
from ..parts import GROUND, door, pane, sign
from ..scene import Scene
from ..shop import Shop
from ..street import backdrop, bicycle, board, plant

LEFT, RIGHT = 196, 1004


def draw(s: Scene, shop: Shop, dice: Dice) -> None:
    backdrop(s, dice, (LEFT, RIGHT), sun=(180, 420, 760, 980))
    {"saw": _saw_roof, "gable": _gable, "barrel": _barrel}[dice.pick("roof", ("saw", "gable", "barrel"))](s, shop)
    s.rect(LEFT, 316, RIGHT - LEFT, GROUND - 316, "wall")
    _bricks(s)
    sign(s, shop.name, (236, 338, 728, 86), dice.pick("sign", ("board", "inset")))
    _bay(s, shop, dice)
    door(s, 724, 486, 116, dice.pick("door", ("panel", "tall")))
    pane(s, 874, 500, 90, 92, "sash")
    _wall_lamp(s, 682)
    plant(s, 1082, dice.pick("right", ("ball", "bush", "cone")))
    _barrels(s, 118)
    bicycle(s, 920) if dice.number("front", 2) else board(s, 906)


def _saw_roof(s: Scene, shop: Shop) -> None:
    s.rect(860, 120, 44, 130, "wall2")
    s.rect(852, 110, 60, 16, "trim", 3)
    for i in range(4):
        x = LEFT + i * 202
        s.path(f"M{x} 320 L{x} 186 L{x + 202} 296 L{x + 202} 320Z", "wall2")
        s.path(f"M{x + 18} 288 L{x + 18} 222 L{x + 138} 288Z", "glass")
        s.line(f"M{x} 186 L{x + 202} 296", "trim", 14)
    s.rect(LEFT - 12, 302, RIGHT - LEFT + 24, 18, "trim", 4)


def _gable(s: Scene, shop: Shop) -> None:
    s.path(f"M{LEFT} 320 L{LEFT} 280 L600 104 L{RIGHT} 280 L{RIGHT} 320Z", "wall")
    s.line(f"M{LEFT - 22} 290 L600 102 L{RIGHT + 22} 290", "trim", 24)
    s.circle(600, 232, 70, "trim")
    s.circle(600, 232, 58, "awning2")
    emblem(s, shop.trade, 600, 234, 0.74)


def _barrel(s: Scene, shop: Shop) -> None:
    s.path(f"M{LEFT - 20} 320 L{LEFT - 20} 296 Q600 20 {RIGHT + 20} 296 L{RIGHT + 20} 320Z", "trim")
    s.path(f"M{LEFT + 4} 320 L{LEFT + 4} 306 Q600 56 {RIGHT - 4} 306 L{RIGHT - 4} 320Z", "wall2")
    s.path("M390 306 Q600 156 810 306Z", "glass")
    s.line("M530 238 L530 306 M670 238 L670 306 M460 270 L460 306 M740 270 L740 306 M600 232 L600 306", "pane", 5)
    s.rect(LEFT - 14, 306, RIGHT - LEFT + 28, 16, "trim", 3)


def _bricks(s: Scene) -> None:
    for x, y in (
        (214, 452),
        (214, 560),
        (232, 640),
        (690, 560),
        (682, 650),
        (856, 640),
        (900, 670),
        (958, 620),
        (860, 452),
        (944, 462),
    ):
        s.rect(x, y, 34, 13, "wall2", 2)
        s.rect(x + 14, y + 18, 24, 13, "wall2", 2)


def _bay(s: Scene, shop: Shop, dice: Dice) -> None:
    s.rect(256, 448, 400, GROUND - 448, "trim", 5)
    s.rect(270, 462, 372, GROUND - 462, "glass")
    s.line("M456 490 L456 512", "trim", 4)
    s.path("M430 528 Q432 508 456 508 Q480 508 482 528Z", "trim")
    show(s, shop.trade, dice, (282, 652, 348, 118))
    s.rect(282, 652, 348, 14, "wood", 3)
    s.rect(298, 666, 18, GROUND - 666, "wood2")
    s.rect(596, 666, 18, GROUND - 666, "wood2")
    s.rect(340, 674, 90, GROUND - 674, "accent", 3)
    s.rect(446, 684, 60, GROUND - 684, "wood2", 3)
    s.rect(264, 456, 384, 38, "steel", 4)
    s.line("M272 468 L640 468 M272 481 L640 481", "kerb", 3)


def _wall_lamp(s: Scene, x: float) -> None:
    s.line(f"M{x + 8} 446 L{x + 8} 466", "trim", 7)
    s.path(f"M{x - 18} 486 Q{x - 14} 464 {x + 8} 464 Q{x + 30} 464 {x + 34} 486Z", "trim")
    s.circle(x + 8, 489, 10, "lamp")


def _barrels(s: Scene, x: float) -> None:
    for left, top in ((-62, 0), (2, 0), (-30, -82)):
        g = s.at(x + left, GROUND + 8 + top)
        g.rect(0, -80, 60, 80, "blue" if top else "accent", 8)
        g.line("M4 -56 L56 -56 M4 -26 L56 -26", "tire", 4)
