"""A shop comes in; a low modern house with a tower, wide panes and a hedge is drawn."""

from __future__ import annotations

from ..dice import Dice
from ..goods import emblem
from ..parts import GROUND, door, shop_window, sign
from ..scene import Scene
from ..shop import Shop
from ..street import backdrop, bicycle, cat, plant

MEDICAL = ("clinic", "pharmacy")


def draw(s: Scene, shop: Shop, dice: Dice) -> None:
    backdrop(s, dice, (230, 940), sun=(560, 700, 860, 980))
    plant(s, 1076, "tree")
    _tower(s, shop)
    _hall(s, shop, dice)
    _bench(s, 120)
    bicycle(s, 300) if dice.number("front", 2) else cat(s, 320)


def _tower(s: Scene, shop: Shop) -> None:
    s.rect(204, 168, 206, GROUND - 168, "wall2")
    s.rect(190, 150, 234, 26, "trim", 4)
    s.circle(307, 278, 74, "awning2")
    if shop.trade in MEDICAL:
        s.rect(289, 228, 36, 100, "tomato", 4)
        s.rect(257, 260, 100, 36, "tomato", 4)
    else:
        emblem(s, shop.trade, 307, 278, 0.9)
    for y in (388, 462, 536):
        s.rect(246, y, 122, 44, "glass" if y != 462 else "glass2", 4)
        s.line(f"M307 {y + 2} L307 {y + 42}", "pane", 5)


def _hall(s: Scene, shop: Shop, dice: Dice) -> None:
    s.rect(410, 300, 570, GROUND - 300, "wall")
    s.rect(396, 284, 612, 28, "trim", 4)
    for x in (470, 560):
        s.rect(x, 262, 60, 22, "steel", 3)
    sign(s, shop.name, (432, 334, 524, 84), dice.pick("sign", ("board", "inset", "round")))
    s.rect(420, 440, 196, 14, "accent", 4)
    s.rect(430, GROUND - 10, 176, 10, "kerb")
    door(s, 438, 466, 160, "double", GROUND - 10)
    shop_window(s, shop.trade, dice, (650, 462, 300, 176), 12)
    _hedge(s)


def _hedge(s: Scene) -> None:
    s.rect(640, 676, 322, 40, "pot", 5)
    for x in range(664, 960, 46):
        s.circle(x, 668, 25, "leaf" if (x // 46) % 2 else "leaf2")


def _bench(s: Scene, x: float) -> None:
    g = s.at(x, GROUND + 8)
    g.line("M-52 0 L-52 -46 M52 0 L52 -46", "tire", 8)
    g.rect(-68, -52, 136, 12, "wood", 4)
    g.rect(-68, -84, 136, 12, "wood", 4)
    g.rect(-68, -108, 136, 12, "wood", 4)
    g.line("M-52 -46 L-52 -104 M52 -46 L52 -104", "tire", 6)
