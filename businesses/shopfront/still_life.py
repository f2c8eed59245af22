"""A kind of story without a business comes in; a letter, a counter with a bell or a sheet of quotes is drawn."""

from __future__ import annotations

from collections.abc import Callable

from .dice import Dice
from .goods.home import bell
from .paint import PALETTES
from .scene import HEIGHT, WIDTH, Scene
from .street import cat, plant

DESK = 560


def scene(kind: str, slug: str) -> Scene:
    """One of KINDS; any other chooses by hash of the slug."""
    dice = Dice(slug)
    draw = _DRAW.get(kind) or _DRAW[dice.pick("still life", KINDS)]
    result = Scene()
    draw(result, dice)
    return result


def palette(slug: str) -> str:
    return Dice(slug).pick("palette", tuple(PALETTES))


def _letter(s: Scene, dice: Dice) -> None:
    s.rect(0, 0, WIDTH, HEIGHT, "wall")
    _window(s, dice, dice.pick("window", (90, 790)))
    s.rect(0, DESK, WIDTH, HEIGHT - DESK, "wood")
    s.rect(0, DESK, WIDTH, 16, "wood2")
    _paper(s.at(560, 150))
    _envelope(s.at(350, 420), dice)
    _pen(s, 860, 716)
    plant(s, 1070, dice.pick("plant", ("ball", "bush", "cone")), 660)
    _cup(s.at(210, 650))


def _window(s: Scene, dice: Dice, x: float) -> None:
    s.rect(x - 14, 56, 348, 384, "awning2", 6)
    s.rect(x, 70, 320, 356, "sky")
    s.circle(x + dice.pick("sun", (90, 220)), 166, 52, "sun")
    for left, top, width in ((0, 306, 100), (108, 256, 104), (220, 326, 100)):
        s.rect(x + left, top, width, 426 - top, "far")
    for left, top in ((24, 330), (62, 330), (130, 286), (170, 286), (240, 352), (280, 352)):
        s.rect(x + left, top, 22, 30, "far3" if left in (62, 130) else "far2", 2)
    for left, top in ((40, 110), (270, 110), (150, 92)):
        s.circle(x + left, top, 3, "star")
    s.rect(x + 155, 66, 10, 364, "awning2")
    s.rect(x - 4, 236, 328, 10, "awning2")
    s.rect(x - 28, 430, 376, 18, "wood", 4)


def _paper(g: Scene) -> None:
    g.path("M-10 0 L316 -30 L352 420 L26 450Z", "paper")
    g.line("M34 52 L176 39 M38 104 L270 83 M42 146 L290 123 M45 188 L262 168 M49 230 L296 207 M52 272 L218 257", "steel", 8)


def _envelope(g: Scene, dice: Dice) -> None:
    g.rect(0, 0, 480, 300, "awning2", 14)
    g.path("M6 294 L190 150 L290 150 L474 294 Q470 300 462 300 L18 300 Q10 300 6 294Z", "shade")
    g.path("M4 8 Q10 0 20 0 L460 0 Q470 0 476 8 L256 182 Q240 194 224 182Z", "awning")
    g.path("M4 8 L224 182 Q240 194 256 182 L476 8 L476 22 L258 200 Q240 214 222 200 L4 22Z", "shade")
    g.circle(240, 180, 44, "trim")
    g.path("M240 206 C196 178 214 146 240 166 C266 146 284 178 240 206Z", "accent")


def _pen(s: Scene, x: float, y: float) -> None:
    g = s.at(x, y)
    g.path("M-6 -12 L150 -92 L162 -70 L6 10 L-24 16Z", "trim")
    g.path("M-6 -12 L6 10 L-24 16Z", "gold")
    g.line("M104 -56 L154 -81", "accent", 6)


def _cup(g: Scene) -> None:
    g.ring(62, -58, 26, "tomato", 14)
    g.rect(-58, -110, 116, 110, "tomato", 22)
    g.oval(0, 4, 96, 15, "shade")
    g.oval(0, 0, 92, 13, "awning2")
    g.line("M-20 -136 Q-36 -156 -20 -174 Q-8 -190 -20 -206 M20 -136 Q4 -156 20 -174 Q32 -190 20 -206", "awning2", 8)


def _counter(s: Scene, dice: Dice) -> None:
    s.rect(0, 0, WIDTH, HEIGHT, "wall")
    _shelves(s, dice)
    s.rect(0, 590, WIDTH, HEIGHT - 590, "door")
    for x in range(76, 1100, 220):
        s.line(f"M{x} 660 L{x + 168} 660 L{x + 168} 764 L{x} 764Z", "accent", 5)
    s.rect(0, 566, WIDTH, 44, "wood", 0)
    s.rect(0, 602, WIDTH, 10, "wood2")
    _bell(s.at(600, 566))
    plant(s, dice.pick("plant x", (170, 1030)), dice.pick("plant", ("ball", "bush", "cone")), 568)
    if dice.number("cat", 2):
        cat(s, 920, 568, 1.5)
    else:
        _cards(s.at(880, 568))


def _shelves(s: Scene, dice: Dice) -> None:
    paints = dice.shuffled("jars", ("tomato", "gold", "green", "blue", "pink", "navy"))
    for y in (176, 330):
        for left, width in ((90, 1020),) if y == 176 else ((90, 226), (884, 226)):
            s.rect(left, y, width, 18, "wood", 4)
        for i in range(9):
            x = 140 + i * 115
            if (i + y) % 5 != 3 and not (y == 330 and 1 < i < 7):
                _jar(s.at(x, y), paints[(i + y) % 6], 66 + dice.number(f"jar{y}{i}", 34))


def _jar(g: Scene, paint: str, height: int) -> None:
    g.rect(-34, -height, 68, height, paint, 12)
    g.rect(-28, -height - 14, 56, 18, "wood2", 4)
    g.rect(-24, -height + 22, 48, 26, "white", 3)


def _bell(g: Scene) -> None:
    g.line("M-236 -190 L-276 -214 M-206 -254 L-236 -290 M236 -190 L276 -214 M206 -254 L236 -290", "accent", 12)
    g.rect(-13, -282, 26, 50, "brass2", 6)
    g.rect(-34, -298, 68, 26, "brass2", 13)
    g.path("M-190 -56 Q-186 -240 0 -240 Q186 -240 190 -56Z", "brass")
    g.line("M-140 -96 Q-124 -172 -60 -200", "lamp", 15)
    g.rect(-206, -66, 412, 26, "brass2", 13)
    g.rect(-226, -34, 452, 34, "trim", 10)
    g.rect(-150, -44, 300, 14, "trim")


def _cards(g: Scene) -> None:
    g.path("M-70 0 L-56 -96 L64 -96 L78 0Z", "awning2")
    g.path("M20 0 L78 0 L64 -96 L50 -96Z", "shade")
    g.line("M-34 -70 L28 -70 M-38 -48 L30 -48 M-42 -26 L6 -26", "steel", 7)


def _quotes(s: Scene, dice: Dice) -> None:
    s.rect(0, 0, WIDTH, HEIGHT, "wall")
    s.rect(56, 48, WIDTH - 112, HEIGHT - 96, "wood2", 22)
    s.rect(80, 72, WIDTH - 160, HEIGHT - 144, "sky", 8)
    paints = dice.shuffled("cards", ("green", "pink", "paper", "blue", "paper2", "lamp"))
    spots = ((112, 110, 250), (112, 392, 296), (450, 110, 304), (450, 446, 242), (788, 110, 242), (788, 384, 304))
    for i, (x, y, h) in enumerate(spots):
        _card(s, (x, y, 300, h), paints[i].rstrip("2"), dice.number(f"lines{i}", 3))


def _card(s: Scene, box: tuple[float, float, float, float], paint: str, lines: int) -> None:
    x, y, w, h = box
    ink = "name" if paint == "green" else "navy"
    s.rect(x, y, w, h, paint, 18)
    for left in (x + 34, x + 78):
        s.path(
            f"M{left} {y + 86} L{left} {y + 62} Q{left} {y + 38} {left + 28} {y + 36} L{left + 28} {y + 48}"
            f" Q{left + 16} {y + 50} {left + 16} {y + 60} L{left + 32} {y + 60} L{left + 32} {y + 86}Z",
            ink,
        )
    widths = (w - 68, w - 96, w - 140) if h > 270 else (w - 68, w - 120)
    for i, width in enumerate(widths):
        s.rect(x + 34, y + 112 + i * 36, width - lines * 12, 13, ink, 6)
    s.rect(x + 34, y + h - 40, 84, 9, ink, 4)
    bell(s.at(x + w - 54, y + h - 30, 0.5))
    s.circle(x + w / 2, y + 8, 13, "tomato")


_DRAW: dict[str, Callable[[Scene, Dice], None]] = {"letter": _letter, "counter": _counter, "quotes": _quotes}
KINDS: tuple[str, ...] = tuple(_DRAW)
