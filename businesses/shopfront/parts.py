"""Parts that buildings are put together from: signs, awnings, windows and doors."""

from __future__ import annotations

from .dice import Dice
from .goods import show
from .scene import Scene

GROUND = 712
"""Where walls meet the pavement."""


def sign(s: Scene, name: str, box: tuple[float, float, float, float], style: str = "board") -> None:
    """The name on a board: `board` is plain, `inset` has a thin rule, `round` has round ends."""
    x, y, w, h = box
    s.rect(x, y, w, h, "trim", h / 2 if style == "round" else 4)
    if style == "inset":
        s.line(f"M{x + 10} {y + 9} L{x + w - 10} {y + 9} L{x + w - 10} {y + h - 9} L{x + 10} {y + h - 9}Z", "accent", 2.5)
    s.words(name, x + w / 2, y + h / 2, w - (96 if style == "round" else 68), h, "name")


def awning(s: Scene, box: tuple[float, float, float, float], stripes: int, edge: str = "scallop", flare: float = 16) -> None:
    """Striped cloth that flares towards its edge: `scallop`, `point` or `straight`."""
    for part, first in (("awning2", 0), ("awning", 1)):
        for i in range(first, stripes, 2):
            s.path(_stripe(box, i, stripes, edge, flare), part)


def _stripe(box: tuple[float, float, float, float], i: int, n: int, edge: str, flare: float) -> str:
    x, y, w, h = box
    drop = min(w / n * 0.45, h * 0.42)
    top = (x + i * w / n, x + (i + 1) * w / n)
    left, right = (x - flare + j * (w + 2 * flare) / n for j in (i, i + 1))
    line, low = y + h - drop, y + h
    start = f"M{top[0]} {y} L{top[1]} {y} L{right} {line}"
    if edge == "point":
        return f"{start} L{(left + right) / 2} {low} L{left} {line}Z"
    if edge == "straight":
        return f"{start} L{right} {low - 8} L{left} {low - 8} L{left} {line}Z"
    deep = line + drop * 1.3
    return f"{start} C{right} {deep} {left} {deep} {left} {line}Z"


def pane(s: Scene, x: float, y: float, w: float, h: float, style: str = "square", lit: bool = True) -> None:
    """An upper window with its top left corner at (x, y): `square`, `round`, `arch` or `sash`."""
    glass = "glass" if lit else "glass2"
    if style == "round":
        s.circle(x + w / 2, y + h / 2, w / 2, glass)
    elif style == "arch":
        s.path(_arch(x, y, w, h), glass)
    else:
        s.rect(x, y, w, h, glass)
    across = y + h * (0.5 if style != "arch" else 0.56)
    upright = "" if style == "sash" else f"M{x + w / 2} {y + 2} L{x + w / 2} {y + h - 2} "
    s.line(f"{upright}M{x + 2} {across} L{x + w - 2} {across}", "pane", 5)
    if style in ("sash", "arch"):
        s.rect(x - 7, y + h, w + 14, 9, "wall2")


def panes(s: Scene, xs: list[float], y: float, size: tuple[float, float], styles: list[str], dice: Dice) -> None:
    """A floor of windows centered on xs; at night some are dark, never all."""
    dark = dice.number(f"dark:{y}", len(xs))
    for i, x in enumerate(xs):
        pane(s, x - size[0] / 2, y, size[0], size[1], styles[i % len(styles)], i != dark)


def shop_window(s: Scene, trade: str, dice: Dice, box: tuple[float, float, float, float], plinth: float = 46, first: int = 0) -> None:
    """A window full of goods, from the top of the box down to its plinth."""
    x, y, w, h = box
    sill = y + h - plinth
    s.rect(x - 9, y - 9, w + 18, sill - y + 9, "trim", 6)
    s.rect(x, y, w, sill - y, "glass", 2)
    s.path(f"M{x + w * 0.06} {sill} L{x + w * 0.22} {y} L{x + w * 0.34} {y} L{x + w * 0.18} {sill}Z", "gleam")
    show(s, trade, dice, (x + 8, sill, w - 16, sill - y - 14), first)
    s.rect(x - 16, sill, w + 32, 12, "accent", 3)
    if plinth > 20:
        s.rect(x - 9, sill + 12, w + 18, plinth - 12, "trim")


def door(s: Scene, x: float, y: float, w: float, style: str = "panel", bottom: float = GROUND) -> None:
    """A door down to the pavement: `panel`, `arch`, `tall` (all glass) or `double`."""
    h = bottom - y
    if style == "double":
        _double_door(s, x, y, w, h)
        return
    if style == "arch":
        s.path(_arch(x, y, w, h), "door")
        s.path(_arch(x + 14, y + 14, w - 28, h * 0.55 - 14), "glass")
        open_card(s, x + w / 2, y + h * 0.36, min(1.0, (w / 2 - 14) / 46))
    else:
        s.rect(x, y, w, h, "door", 6)
        s.rect(x + 16, y + 16, w - 32, h * (0.46 if style == "panel" else 0.72), "glass", 4)
        open_card(s, x + w / 2, y + 16 + h * 0.22, min(1.0, (w - 44) / 84))
    s.circle(x + w - 19, y + h * 0.74 if style != "tall" else y + h * 0.85, 8, "accent")


def _double_door(s: Scene, x: float, y: float, w: float, h: float) -> None:
    s.rect(x, y, w, h, "door", 5)
    for left in (x + 12, x + w / 2 + 5):
        s.rect(left, y + 12, w / 2 - 17, h - 50, "glass", 3)
    open_card(s, x + w * 0.25 + 2, y + h * 0.4, min(0.8, w / 210))
    top, low, middle = y + h * 0.52, y + h * 0.66, x + w / 2
    s.line(f"M{middle - 11} {top} L{middle - 11} {low} M{middle + 11} {top} L{middle + 11} {low}", "accent", 6)


def _arch(x: float, y: float, w: float, h: float) -> str:
    """A rectangle with a round top."""
    spring, middle, right = y + w / 2, x + w / 2, x + w
    return f"M{x} {y + h} L{x} {spring} Q{x} {y} {middle} {y} Q{right} {y} {right} {spring} L{right} {y + h}Z"


def open_card(s: Scene, x: float, y: float, k: float = 1) -> None:
    """The card that says the shop is open, its middle at (x, y)."""
    g = s.at(x, y, k)
    g.line("M-24 -18 L0 -34 L24 -18", "pane", 3)
    g.rect(-40, -19, 80, 38, "tomato", 5)
    g.words("OPEN", 0, 0, 66, 44, "name", small=True)


def plaque(s: Scene, x: float, y: float, paint: str = "awning2") -> None:
    """An empty round plaque on a bracket, sticking out to the right of (x, y)."""
    s.line(f"M{x} {y} L{x + 66} {y} M{x + 38} {y} L{x + 38} {y + 14}", "trim", 7)
    s.circle(x + 38, y + 50, 40, "trim")
    s.circle(x + 38, y + 50, 33, paint)
