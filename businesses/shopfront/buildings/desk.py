"""A firm that works online comes in; its desk with a headset, by the window, is drawn."""

from __future__ import annotations

from ..dice import Dice
from ..goods import show
from ..parts import sign
from ..scene import HEIGHT, WIDTH, Scene
from ..shop import Shop
from ..street import cat, plant

TOP, FLOOR = 566, 724


def draw(s: Scene, shop: Shop, dice: Dice) -> None:
    _room(s)
    flip = dice.number("flip", 2)
    _window(s, dice, 800 if flip else 96)
    left = 90 if flip else 474
    sign(s, shop.name, (left, 84, 636, 96), dice.pick("sign", ("board", "inset", "round")))
    _shelf(s, shop, dice, left + 50)
    plant(s, 1140 if flip else 64, dice.pick("plant", ("bush", "cone", "ball")), FLOOR + 26)
    _desk(s)
    _screen(s, dice, 396 if flip else 560)
    _headset(s, 630 if flip else 776)
    _mug(s, 770 if flip else 888)
    _lamp(s, 930 if flip else 968)
    _books(s, 230 if flip else 330)
    cat(s, dice.pick("cat", (450, 560, 680)), FLOOR + 40)


def _room(s: Scene) -> None:
    s.rect(0, 0, WIDTH, FLOOR, "wall")
    s.rect(0, FLOOR, WIDTH, HEIGHT - FLOOR, "wood")
    s.rect(0, FLOOR - 14, WIDTH, 18, "wall2")
    s.oval(600, 768, 420, 24, "awning")
    s.oval(600, 766, 340, 15, "awning2")


def _window(s: Scene, dice: Dice, x: float) -> None:
    s.rect(x - 14, 76, 328, 354, "awning2", 6)
    s.rect(x, 90, 300, 326, "sky")
    s.circle(x + dice.pick("sun", (84, 150, 216)), 170, 46, "sun")
    for left, top, width in ((0, 300, 92), (100, 252, 96), (204, 318, 96)):
        s.rect(x + left, top, width, 416 - top, "far")
    for left, top in ((20, 324), (54, 324), (118, 280), (158, 280), (118, 336), (222, 344), (260, 344)):
        s.rect(x + left, top, 20, 28, "far3" if left in (54, 118) else "far2", 2)
    for left, top in ((40, 120), (250, 130), (120, 108), (270, 210)):
        s.circle(x + left, top, 3, "star")
    s.rect(x + 145, 86, 10, 334, "awning2")
    s.rect(x - 4, 240, 308, 10, "awning2")
    s.rect(x - 26, 420, 352, 16, "wood", 4)


def _shelf(s: Scene, shop: Shop, dice: Dice, x: float) -> None:
    s.line(f"M{x + 70} 340 L{x + 70} 362 M{x + 470} 340 L{x + 470} 362", "wood2", 9)
    s.rect(x, 328, 540, 16, "wood", 4)
    show(s, shop.trade, dice, (x + 20, 328, 500, 112))


def _desk(s: Scene) -> None:
    s.line(f"M190 {TOP} L166 {FLOOR + 30} M1010 {TOP} L1034 {FLOOR + 30}", "wood2", 18)
    s.rect(836, TOP + 10, 150, 108, "awning2", 5)
    s.line(f"M896 {TOP + 42} L926 {TOP + 42} M896 {TOP + 90} L926 {TOP + 90}", "wood2", 7)
    s.line(f"M840 {TOP + 66} L982 {TOP + 66}", "wall2", 4)
    s.rect(120, TOP, 960, 24, "wood2", 7)


def _screen(s: Scene, dice: Dice, x: float) -> None:
    g = s.at(x, TOP)
    g.path("M-14 -50 L14 -50 L20 -8 L-20 -8Z", "steel")
    g.rect(-54, -10, 108, 10, "steel", 4)
    g.rect(-136, -196, 272, 156, "tire", 10)
    g.rect(-124, -184, 248, 132, "glass", 3)
    g.rect(-104, -168, 120, 34, "trim", 15)
    g.rect(-20, -124, 124, 30, "awning", 14)
    g.rect(-104, -84, 86, 24, "accent", 12)
    g.line("M-88 -151 L-6 -151 M-2 -109 L84 -109", "name", 6)


def _headset(s: Scene, x: float) -> None:
    g = s.at(x, TOP)
    g.rect(-6, -128, 12, 128, "wood2")
    g.rect(-40, -12, 80, 12, "wood2", 6)
    g.line("M-52 -74 Q-54 -146 0 -148 Q54 -146 52 -74", "trim", 13)
    g.rect(-68, -92, 30, 58, "accent", 13)
    g.rect(38, -92, 30, 58, "accent", 13)
    g.line("M-54 -36 Q-54 -20 -26 -18", "trim", 8)
    g.circle(-22, -18, 9, "trim")


def _mug(s: Scene, x: float) -> None:
    g = s.at(x, TOP, 0.8)
    g.ring(30, -34, 15, "tomato", 9)
    g.rect(-28, -62, 56, 62, "tomato", 8)
    g.line("M-10 -78 Q-18 -88 -10 -98 Q-4 -106 -10 -114 M12 -78 Q4 -88 12 -98 Q18 -106 12 -114", "awning2", 5)


def _lamp(s: Scene, x: float) -> None:
    g = s.at(x, TOP)
    g.rect(-36, -10, 72, 10, "trim", 5)
    g.line("M0 -10 L26 -84 L-14 -142", "trim", 9)
    g.path("M-58 -110 L-8 -168 L12 -150 L-20 -88Z", "trim")
    g.path("M-56 -106 Q-54 -80 -24 -90Z", "lamp")


def _books(s: Scene, x: float) -> None:
    g = s.at(x, TOP)
    for y, w, paint in ((-16, 100, "tomato"), (-32, 92, "awning2"), (-50, 80, "trim")):
        g.rect(-w / 2, y, w, 16 if y != -50 else 18, paint, 3)
    g.line("M-20 -58 L26 -66", "accent", 6)
