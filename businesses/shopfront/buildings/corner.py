"""A shop comes in; a shop on a street corner, with a turret over its door, is drawn."""

from __future__ import annotations

from ..dice import Dice
from ..parts import GROUND, awning, door, pane, panes, shop_window, sign
from ..scene import Scene
from ..shop import Shop
from ..street import backdrop, dressing


def draw(s: Scene, shop: Shop, dice: Dice) -> None:
    backdrop(s, dice, (170, 1030), sun=(250, 380, 830, 960))
    _wings(s, dice)
    _turret(s, dice.pick("turret", ("cone", "dome", "flat")))
    _shopfronts(s, shop, dice)
    s.rect(468, 432, 264, GROUND - 432, "wall")
    s.rect(528, GROUND - 14, 144, 14, "kerb")
    door(s, 536, 452, 128, dice.pick("door", ("arch", "arch", "panel")), GROUND - 14)
    s.line("M500 476 L500 500 M700 476 L700 500", "trim", 7)
    s.circle(500, 514, 16, "lamp")
    s.circle(700, 514, 16, "lamp")
    sign(s, shop.name, (160, 346, 880, 86), dice.pick("sign", ("board", "inset")))
    dressing(s, dice, 106, 1096, dice.pick("front x", (330, 860)))


def _wings(s: Scene, dice: Dice) -> None:
    s.rect(180, 176, 300, GROUND - 176, "wall")
    s.rect(720, 176, 300, GROUND - 176, "wall2")
    style = dice.pick("style", ("sash", "arch", "square", "round"))
    panes(s, [262, 398], 216, (84, 96), [style], dice)
    panes(s, [802, 938], 216.0, (84, 96), [style], Dice(dice.slug + "right"))
    s.rect(164, 160, 316, 24, "trim", 4)
    s.rect(720, 160, 316, 24, "trim", 4)


def _turret(s: Scene, kind: str) -> None:
    if kind == "cone":
        s.path("M452 130 L600 22 L748 130Z", "door")
        s.line("M600 24 L600 6", "trim", 6)
    elif kind == "dome":
        s.path("M468 130 Q468 34 600 30 Q732 34 732 130Z", "door")
        s.circle(600, 24, 12, "accent")
    else:
        s.path("M468 130 L468 88 L510 88 L510 66 L690 66 L690 88 L732 88 L732 130Z", "wall")
        s.rect(504, 56, 192, 14, "trim", 3)
    s.rect(468, 130, 264, GROUND - 130, "wall")
    s.rect(452, 122, 296, 24, "trim", 4)
    pane(s, 488, 200, 64, 112, "arch")
    pane(s, 568, 200, 64, 112, "arch")
    pane(s, 648, 200, 64, 112, "arch")


def _shopfronts(s: Scene, shop: Shop, dice: Dice) -> None:
    shop_window(s, shop.trade, dice, (206, 510, 236, GROUND - 510))
    shop_window(s, shop.trade, dice, (758, 510, 236, GROUND - 510), first=2)
    edge = dice.pick("edge", ("scallop", "point", "straight"))
    awning(s, (190, 430, 278, 72), 6, edge)
    awning(s, (732, 430, 278, 72), 6, edge)
