"""A scene, a palette and a size in pixels come in; a Pillow image goes out, its sign set in the site's type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PIL import Image, ImageDraw

from core import lettering

from .fit import fit
from .paint import color
from .scene import HEIGHT, WIDTH, Oval, Path, Rect, Scene, Step, Words

Point: TypeAlias = tuple[float, float]

FROM_TOP = 0.62
"""How much of what a wide picture must lose in height goes from the sky; the rest from the pavement."""

FACE = "fraunces"


def render(scene: Scene, palette: str, size: tuple[int, int]) -> Image.Image:
    """The picture by day as RGB, cropped to cover `size`; drawn twice as large for smooth edges."""
    width, height = size
    k = 2 * max(width / WIDTH, height / HEIGHT)
    crop = ((WIDTH * k - 2 * width) / 2, (HEIGHT * k - 2 * height) * FROM_TOP)
    sheet = Image.new("RGB", (2 * width, 2 * height), color(palette, "sky"))
    easel = _Easel(ImageDraw.Draw(sheet), k, crop)
    for shape in scene.shapes:
        easel.draw(shape, color(palette, shape.paint))
    return sheet.resize(size, Image.Resampling.LANCZOS)


class _Easel:
    """Pillow's pen with the scene's scale and crop."""

    def __init__(self, pen: ImageDraw.ImageDraw, k: float, crop: Point) -> None:
        self.pen, self.k, self.crop = pen, k, crop
        self.draws: dict[type, Callable[..., None]] = {
            Rect: self._rect,
            Oval: self._oval,
            Path: self._path,
            Words: self._words,
        }

    def draw(self, shape: object, fill: str) -> None:
        self.draws[type(shape)](shape, fill)

    def _at(self, x: float, y: float) -> Point:
        return x * self.k - self.crop[0], y * self.k - self.crop[1]

    def _box(self, x: float, y: float, w: float, h: float) -> tuple[float, float, float, float]:
        left, top = self._at(x, y)
        return left, top, max(left, left + w * self.k - 1), max(top, top + h * self.k - 1)

    def _rect(self, s: Rect, fill: str) -> None:
        radius = min(s.r, s.w / 2, s.h / 2) * self.k
        self.pen.rounded_rectangle(self._box(s.x, s.y, s.w, s.h), radius, fill=fill)

    def _oval(self, s: Oval, fill: str) -> None:
        half = s.stroke / 2
        rx, ry = s.rx + half, s.ry + half
        box = self._box(s.cx - rx, s.cy - ry, 2 * rx, 2 * ry)
        if s.stroke:
            self.pen.ellipse(box, outline=fill, width=max(1, round(s.stroke * self.k)))
        else:
            self.pen.ellipse(box, fill=fill)

    def _path(self, s: Path, fill: str) -> None:
        for points in flatten(s.steps):
            placed = [self._at(x, y) for x, y in points]
            if s.stroke:
                self._stroke(placed, fill, s.stroke * self.k)
            elif len(placed) > 2:
                self.pen.polygon(placed, fill=fill)

    def _stroke(self, points: list[Point], fill: str, width: float) -> None:
        self.pen.line(points, fill=fill, width=max(1, round(width)), joint="curve")
        r = (round(width) - 1) / 2
        for x, y in (points[0], points[-1]):
            self.pen.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def _words(self, s: Words, fill: str) -> None:
        size, lines = fit(s.text, s.w, s.h, lambda text: lettering.measure(text, FACE) / lettering.RULER)
        pixels = max(1, round(size * self.k))
        start = s.cy + size * 0.33 - (len(lines) - 1) * size * 0.54
        for i, line in enumerate(lines):
            x, y = self._at(s.cx, start + i * size * 1.08)
            lettering.write(self.pen, (x - lettering.measure(line, FACE) * pixels / lettering.RULER / 2, y), line, pixels, face=FACE, fill=fill)


def flatten(steps: tuple[Step, ...]) -> list[list[Point]]:
    """Path steps as one list of points per subpath, curves in 14 pieces."""
    lines: list[list[Point]] = []
    for letter, n in steps:
        if letter == "M":
            lines.append([(n[0], n[1])])
        elif letter == "Z":
            lines[-1].append(lines[-1][0])
        else:
            corners = [lines[-1][-1], *zip(n[::2], n[1::2], strict=True)]
            pieces = 1 if letter == "L" else 14
            lines[-1] += [_bezier(corners, i / pieces) for i in range(1, pieces + 1)]
    return lines


def _bezier(points: list[Point], t: float) -> Point:
    """De Casteljau's construction, for any degree."""
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in zip(points, points[1:], strict=False)]
    return points[0]
