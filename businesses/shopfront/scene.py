"""Drawing instructions come in; a flat list of shapes in a 1200 by 800 space goes out to a backend."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

WIDTH, HEIGHT = 1200, 800

Step = tuple[str, tuple[float, ...]]


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    w: float
    h: float
    r: float
    paint: str


@dataclass(frozen=True)
class Oval:
    """An ellipse; `stroke` 0 fills it, otherwise it is a ring that wide."""

    cx: float
    cy: float
    rx: float
    ry: float
    paint: str
    stroke: float = 0


@dataclass(frozen=True)
class Path:
    """Absolute M, L, Q, C and Z steps; `stroke` 0 fills it, otherwise a round-ended line that wide."""

    steps: tuple[Step, ...]
    paint: str
    stroke: float = 0


@dataclass(frozen=True)
class Words:
    """Text to be fitted into a box w by h around (cx, cy); `small` is the plain label, else the name."""

    text: str
    cx: float
    cy: float
    w: float
    h: float
    paint: str
    small: bool = False


Shape = Rect | Oval | Path | Words


@dataclass
class Scene:
    """A pen over a shared list of shapes; `at` gives the same list another origin and scale."""

    shapes: list[Shape] = field(default_factory=list)
    dx: float = 0
    dy: float = 0
    k: float = 1

    def at(self, x: float, y: float, k: float = 1) -> Scene:
        return Scene(self.shapes, self.dx + x * self.k, self.dy + y * self.k, self.k * k)

    def rect(self, x: float, y: float, w: float, h: float, paint: str, r: float = 0) -> None:
        k = self.k
        self.shapes.append(Rect(self.dx + x * k, self.dy + y * k, w * k, h * k, r * k, paint))

    def oval(self, cx: float, cy: float, rx: float, ry: float, paint: str) -> None:
        k = self.k
        self.shapes.append(Oval(self.dx + cx * k, self.dy + cy * k, rx * k, ry * k, paint))

    def circle(self, cx: float, cy: float, r: float, paint: str) -> None:
        self.oval(cx, cy, r, r, paint)

    def ring(self, cx: float, cy: float, r: float, paint: str, width: float) -> None:
        k = self.k
        self.shapes.append(Oval(self.dx + cx * k, self.dy + cy * k, r * k, r * k, paint, width * k))

    def path(self, d: str, paint: str) -> None:
        self.shapes.append(Path(self._steps(d), paint))

    def line(self, d: str, paint: str, width: float = 6) -> None:
        self.shapes.append(Path(self._steps(d), paint, width * self.k))

    def words(self, text: str, cx: float, cy: float, w: float, h: float, paint: str, small: bool = False) -> None:
        k = self.k
        self.shapes.append(Words(text, self.dx + cx * k, self.dy + cy * k, w * k, h * k, paint, small))

    def _steps(self, d: str) -> tuple[Step, ...]:
        return tuple((letter, self._place(numbers)) for letter, numbers in parse(d))

    def _place(self, numbers: tuple[float, ...]) -> tuple[float, ...]:
        origin = (self.dx, self.dy)
        return tuple(origin[i % 2] + value * self.k for i, value in enumerate(numbers))


ARITY = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


def parse(d: str) -> list[Step]:
    """Read absolute path data; coordinates may repeat after a letter, as in SVG."""
    steps: list[Step] = []
    for letter, rest in re.findall(r"([MLQCZ])([^MLQCZ]*)", d):
        values = [float(v) for v in re.findall(r"-?\d+(?:\.\d+)?", rest)]
        size = ARITY[letter]
        if not size:
            steps.append((letter, ()))
        for i in range(0, len(values), size or 1):
            steps.append(("L" if letter == "M" and i else letter, tuple(values[i : i + size])))
    return steps
