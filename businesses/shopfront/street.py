"""What stands around a building: sky, sun, houses far off, pavement, plants, a bicycle, a lamp, a cat."""

from __future__ import annotations

from collections.abc import Callable

from .dice import Dice
from .parts import GROUND
from .scene import HEIGHT, WIDTH, Scene


def backdrop(s: Scene, dice: Dice, hidden: tuple[float, float], sun: tuple[float, ...] = (300, 480, 700, 880)) -> None:
    """Sky with its sun, houses far off except behind `hidden` (left, right), and the pavement."""
    s.rect(0, 0, WIDTH, HEIGHT, "sky")
    _stars(s, dice)
    if dice.number("cloud", 3):
        _cloud(s, 90 + dice.number("cloud x", 80), 130 + dice.number("cloud y", 60))
        _cloud(s, 960 + dice.number("cloud x2", 90), 90 + dice.number("cloud y2", 90))
    s.circle(dice.pick("sun", sun), 96 + dice.number("sun y", 30), 66, "sun")
    _houses(s, dice, hidden)
    s.rect(0, GROUND, WIDTH, HEIGHT - GROUND, "ground")
    s.rect(0, GROUND, WIDTH, 8, "kerb")


def _stars(s: Scene, dice: Dice) -> None:
    """Seen only at night: by day they have the color of the sky."""
    for i in range(7):
        s.circle(40 + i * 176 + dice.number(f"star{i}", 90), 30 + dice.number(f"star y{i}", 190), 2.5 + i % 3, "star")


def _cloud(s: Scene, x: float, y: float) -> None:
    s.rect(x, y, 130, 28, "far2", 14)
    s.rect(x + 32, y - 20, 72, 40, "far2", 20)


def _houses(s: Scene, dice: Dice, hidden: tuple[float, float]) -> None:
    x: float = -30 - dice.number("first", 30)
    i = 0
    spots: list[tuple[float, int, int]] = []
    while x < WIDTH:
        width = 150 + dice.number(f"house{i}", 60)
        top = 250 + dice.number(f"top{i}", 190)
        if x < hidden[0] or x + width > hidden[1]:
            _house(s, x, top, width, dice.number(f"roof{i}", 4))
            spots.append((x, top, width))
        x, i = x + width + 10 + dice.number(f"gap{i}", 14), i + 1
    for left, top, width in spots:
        _house_windows(s, left, top, width, hidden, dice)


def _house(s: Scene, x: float, top: float, width: float, roof: int) -> None:
    s.rect(x, top, width, GROUND - top, "far")
    if roof == 0:
        s.path(f"M{x - 8} {top} L{x + width / 2} {top - 66} L{x + width + 8} {top}Z", "far")
    elif roof == 1:
        s.rect(x + width * 0.62, top - 44, 30, 50, "far")
    elif roof == 2:
        s.path(f"M{x} {top} L{x + 20} {top - 36} L{x + width - 20} {top - 36} L{x + width} {top}Z", "far")


def _house_windows(s: Scene, x: float, top: float, width: float, hidden: tuple[float, float], dice: Dice) -> None:
    lit = dice.number(f"lit:{x}", 5)
    spots = [(x + width * at, y) for y in range(int(top) + 40, GROUND - 70, 104) for at in (0.28, 0.72)]
    spots = [(mid, y) for mid, y in spots if -20 < mid < WIDTH + 20 and not hidden[0] - 14 < mid < hidden[1] + 14]
    for i, (mid, y) in enumerate(spots[:6]):
        s.rect(mid - 22, y, 44, 56, "far3" if i == lit else "far2")


def plant(s: Scene, x: float, kind: str, ground: float = GROUND + 6, k: float = 1) -> None:
    """A plant in a pot, its foot at (x, ground): `ball`, `cone`, `bush` or `tree`."""
    g = s.at(x, ground, k)
    if kind == "tree":
        g.line("M0 0 L0 -150 M0 -90 L26 -126", "wood2", 13)
        g.circle(0, -196, 72, "leaf")
        g.circle(-36, -158, 44, "leaf2")
        return
    g.path("M-32 -58 L32 -58 L25 0 L-25 0Z", "pot")
    if kind == "ball":
        g.line("M0 -58 L0 -90", "wood2", 8)
        g.circle(6, -108, 46, "leaf")
        g.circle(-24, -84, 26, "leaf2")
    elif kind == "cone":
        g.path("M0 -190 Q44 -96 34 -58 L-34 -58 Q-44 -96 0 -190Z", "leaf")
        g.path("M0 -190 Q-44 -96 -34 -58 L-8 -58 Q-24 -96 0 -190Z", "leaf2")
    else:
        g.path("M0 -58 Q-62 -76 -48 -132 Q-8 -116 0 -58Z M0 -58 Q62 -76 48 -132 Q8 -116 0 -58Z", "leaf")
        g.path("M0 -58 Q-28 -118 0 -160 Q28 -118 0 -58Z", "leaf2")
    g.rect(-37, -66, 74, 14, "pot", 4)


def bicycle(s: Scene, x: float, k: float = 0.88) -> None:
    """A bicycle on the pavement in front of everything, its middle at x."""
    g = s.at(x, GROUND + 40, k)
    g.ring(-66, 0, 42, "tire", 6)
    g.ring(66, 0, 42, "tire", 6)
    g.line("M-66 0 L-6 4 L42 -58 L-24 -54 L-66 0 M-28 -70 L-6 4 M38 -72 L66 0", "accent", 8)
    g.line("M-46 -74 L-14 -74 M38 -72 L36 -86 L58 -92", "tire", 8)
    g.path("M46 -84 L86 -84 L80 -52 L52 -52Z", "wood")
    g.circle(-6, 4, 9, "tire")


def lamp(s: Scene, x: float) -> None:
    """A street lamp; it is lit at night."""
    g = s.at(x, GROUND + 10)
    g.rect(-5, -330, 10, 330, "trim", 3)
    g.rect(-15, -18, 30, 18, "trim", 4)
    g.path("M-22 -384 L22 -384 L14 -330 L-14 -330Z", "lamp")
    g.path("M-28 -384 L28 -384 L0 -412Z", "trim")


def cat(s: Scene, x: float, ground: float = GROUND + 72, k: float = 1) -> None:
    """A cat that sits and waits."""
    g = s.at(x, ground, k)
    g.line("M22 -8 Q52 -6 46 -36", "tire", 9)
    g.path("M-24 0 Q-26 -52 0 -60 Q26 -52 28 0Z", "tire")
    g.path("M-12 -50 L14 -50 Q12 -24 0 -22 Q-10 -26 -12 -50Z", "white")
    g.circle(-4, -68, 21, "tire")
    g.path("M-24 -74 L-22 -102 L-6 -86Z M16 -74 L14 -102 L-2 -86Z", "tire")
    g.circle(-11, -70, 3, "gold")
    g.circle(3, -70, 3, "gold")


def board(s: Scene, x: float) -> None:
    """A board on two legs with a few chalk lines."""
    g = s.at(x, GROUND + 72)
    g.line("M-30 0 L-22 -20 M30 0 L22 -20", "wood2", 9)
    g.path("M-34 -104 L34 -104 L42 -14 L-42 -14Z", "wood2")
    g.path("M-27 -96 L27 -96 L33 -22 L-33 -22Z", "tire")
    g.line("M-14 -78 L14 -78 M-18 -60 L18 -60 M-18 -44 L6 -44", "white", 5)


def dressing(s: Scene, dice: Dice, left: float, right: float, middle: float) -> None:
    """A plant or a lamp at either side and something in front, by hash."""
    kinds = ("ball", "cone", "bush")
    plant(s, left, dice.pick("left", kinds))
    extra = dice.pick("right", ("lamp", "ball", "cone", "bush"))
    if extra == "lamp":
        lamp(s, right + 52)
    else:
        plant(s, right, extra)
    things: tuple[Callable[[Scene, float], None], ...] = (bicycle, bicycle, cat, board)
    dice.pick("front", things)(s, middle)
