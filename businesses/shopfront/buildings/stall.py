"""A shop comes in; a market stall under a striped canopy is drawn."""

from __future__ import annotations

from ..dice import Dice
from ..goods import show
from ..parts import GROUND, awning, sign
from ..scene import Scene
from ..shop import Shop
from ..street import backdrop, board, cat, plant


def draw(s: Scene, shop: Shop, dice: Dice) -> None:
    backdrop(s, dice, (300, 900), sun=(240, 600, 960))
    _bunting(s)
    s.rect(262, 300, 676, 260, "glass", 0)
    for x in (246, 934):
        s.rect(x, 230, 20, GROUND - 230, "wood2")
    show(s, shop.trade, dice, (290, 536, 620, 150))
    _counter(s, shop, dice)
    _canopy(s, dice)
    _lanterns(s)
    plant(s, 176, dice.pick("left", ("ball", "bush", "cone")))
    _sacks(s, 1030)
    board(s, 1120) if dice.number("front", 2) else cat(s, 1110)


def _bunting(s: Scene) -> None:
    s.line("M0 250 Q130 300 246 250 M954 250 Q1080 300 1200 240", "trim", 3)
    for i, (x, y) in enumerate(((30, 260), (86, 272), (142, 274), (198, 264), (988, 261), (1044, 271), (1100, 269), (1156, 258))):
        s.path(f"M{x - 16} {y} L{x + 16} {y} L{x} {y + 34}Z", ("awning", "accent", "wall")[i % 3])


def _canopy(s: Scene, dice: Dice) -> None:
    s.rect(596, 90, 8, 60, "trim")
    s.path("M604 92 L660 108 L604 126Z", "accent")
    s.rect(330, 144, 540, 18, "trim", 6)
    stripes = dice.pick("stripes", (11, 13, 15))
    for part, first in (("awning2", 0), ("awning", 1)):
        for i in range(first, stripes, 2):
            top = [344 + j * 512 / stripes for j in (i, i + 1)]
            low = [204 + j * 792 / stripes for j in (i, i + 1)]
            s.path(f"M{top[0]} 160 L{top[1]} 160 L{low[1]} 300 L{low[0]} 300Z", part)
    awning(s, (204, 299, 792, 50), stripes, dice.pick("edge", ("scallop", "scallop", "point")), flare=0)


def _counter(s: Scene, shop: Shop, dice: Dice) -> None:
    s.rect(236, 554, 728, GROUND - 554, "wall")
    for x in range(262, 960, 52):
        s.rect(x, 554, 4, GROUND - 554, "wall2")
    s.rect(214, 536, 772, 22, "wood", 5)
    sign(s, shop.name, (290, 584, 620, 92), dice.pick("sign", ("board", "inset", "round")))


def _lanterns(s: Scene) -> None:
    for x in (400, 600, 800):
        s.line(f"M{x} 346 L{x} 366", "trim", 4)
        s.circle(x, 380, 16, "lamp")


def _sacks(s: Scene, x: float) -> None:
    g = s.at(x, GROUND + 14)
    g.rect(-44, -48, 88, 48, "wood", 4)
    g.line("M-42 -32 L42 -32 M-42 -16 L42 -16", "wood2", 5)
    g.rect(-30, -90, 64, 42, "wood", 4)
    g.line("M-28 -69 L32 -69", "wood2", 5)
