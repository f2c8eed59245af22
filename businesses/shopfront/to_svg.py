"""A scene and a palette come in; an `<svg>` without ids, styles or scripts goes out."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from .fit import clean, estimate, fit
from .paint import color
from .runs import Box, Run, gather, overlap
from .scene import HEIGHT, WIDTH, Oval, Path, Rect, Scene, Shape, Words

_SERIF = "Fraunces, Georgia, serif"
_SANS = "Figtree, Arial, sans-serif"


def render(scene: Scene, palette: str, title: str = "") -> str:
    """The whole picture; with a title it is an image to a screen reader, without it is hidden."""
    title = clean(title)
    access = f'role="img" aria-label={quoteattr(title)}' if title else 'aria-hidden="true" focusable="false"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="shop shop--{palette}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' preserveAspectRatio="xMidYMid slice" stroke-linecap="round" stroke-linejoin="round"'
        f" {access}>{''.join(_run(run, palette) for run in gather(scene.shapes))}</svg>"
    )


def _run(run: Run, palette: str) -> str:
    part, stroke, words = run.look
    paint = color(palette, part)
    if words:
        return "".join(_words(shape, paint) for shape in run.shapes if isinstance(shape, Words))
    attributes = f'class="s-{part}" fill="{paint}"'
    if stroke:
        attributes = f'class="s-{part} s-line" fill="none" stroke="{paint}" stroke-width="{_n(stroke)}"'
    bodies = _bodies(run)
    if len(bodies) == 1:
        return f"<{bodies[0]} {attributes}/>"
    return f"<g {attributes}>" + "".join(f"<{body}/>" for body in bodies) + "</g>"


def _bodies(run: Run) -> list[str]:
    """One element a shape, except that plain rectangles and paths that do not meet become one path."""
    joined: list[str] = []
    boxes: list[Box] = []
    others: list[str] = []
    for shape, box in zip(run.shapes, run.boxes, strict=True):
        d = _outline(shape)
        if d and not any(overlap(box, other) for other in boxes):
            joined.append(d)
            boxes.append(box)
        else:
            others.append(f'path d="{d}"' if d else _round(shape))
    return ([f'path d="{"".join(joined)}"'] if joined else []) + others


def _n(value: float) -> str:
    """At most one decimal, and no negative zero."""
    return f"{round(value, 1) + 0:g}"


def _outline(shape: Shape) -> str:
    """Path data for what has corners only, else nothing."""
    if isinstance(shape, Rect) and not shape.r:
        x, y, w, h = (round(v) for v in (shape.x, shape.y, shape.w, shape.h))
        return f"M{x} {y}h{w}v{h}h{-w}z"
    return _relative(shape) if isinstance(shape, Path) else ""


def _relative(path: Path) -> str:
    """Whole units, relative to the point before, which takes half the room of absolute ones."""
    out, at, start = "", (0, 0), (0, 0)
    for letter, numbers in path.steps:
        points = [(round(numbers[i]), round(numbers[i + 1])) for i in range(0, len(numbers), 2)]
        if letter == "M":
            out += f"M{points[0][0]} {points[0][1]}"
            start = points[0]
        else:
            out += _step(letter.lower(), [value for x, y in points for value in (x - at[0], y - at[1])])
        at = points[-1] if points else start
    return out


def _step(letter: str, values: list[int]) -> str:
    if letter == "l" and 0 in values:
        return f"h{values[0]}" if values[1] == 0 else f"v{values[1]}"
    return letter + " ".join(str(value) for value in values).replace(" -", "-")


def _round(shape: Shape) -> str:
    if isinstance(shape, Rect):
        x, y, w, h, r = (round(v) for v in (shape.x, shape.y, shape.w, shape.h, shape.r))
        return f'rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}"'
    if not isinstance(shape, Oval):
        raise TypeError(shape)
    cx, cy = round(shape.cx), round(shape.cy)
    if shape.rx == shape.ry:
        return f'circle cx="{cx}" cy="{cy}" r="{_n(shape.rx)}"'
    return f'ellipse cx="{cx}" cy="{cy}" rx="{_n(shape.rx)}" ry="{_n(shape.ry)}"'


def _words(s: Words, fill: str) -> str:
    size, lines = fit(s.text, s.w, s.h, estimate)
    look, family, weight = ("s-label", _SANS, 700) if s.small else ("s-name", _SERIF, 600)
    start = s.cy + size * 0.33 - (len(lines) - 1) * size * 0.54
    return "".join(
        f'<text class="{look}" x="{_n(s.cx)}" y="{_n(start + i * size * 1.08)}" font-size="{_n(size)}"'
        f' text-anchor="middle" font-family="{family}" font-weight="{weight}" fill="{fill}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
