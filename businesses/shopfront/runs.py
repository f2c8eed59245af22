"""A scene's shapes come in; they go out gathered by paint, looking the same when drawn in that order.

A page carries many pictures, so each is kept small: a shape joins an earlier group of its own paint
when nothing that it would slip beneath touches it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .scene import Oval, Path, Rect, Shape, Words

Box = tuple[float, float, float, float]
Look = tuple[str, float, bool]


@dataclass
class Run:
    """Shapes of one paint and one stroke."""

    look: Look
    shapes: list[Shape] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def add(self, shape: Shape) -> None:
        self.shapes.append(shape)
        self.boxes.append(box_of(shape))

    def touches(self, box: Box) -> bool:
        return any(overlap(box, other) for other in self.boxes)


def gather(shapes: list[Shape]) -> list[Run]:
    """The fewest runs that a single pass finds."""
    runs: list[Run] = []
    for shape in shapes:
        look = _look(shape)
        run = _earlier(runs, look, box_of(shape))
        if run is None:
            run = Run(look)
            runs.append(run)
        run.add(shape)
    return runs


def _earlier(runs: list[Run], look: Look, box: Box) -> Run | None:
    for run in reversed(runs):
        if run.look == look:
            return run
        if run.touches(box):
            return None
    return None


def _look(shape: Shape) -> Look:
    stroke = shape.stroke if isinstance(shape, Oval | Path) else 0
    return shape.paint, round(stroke), isinstance(shape, Words)


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def box_of(shape: Shape) -> Box:
    """Left, top, right and bottom, with the stroke and a little to spare; curves by their handles."""
    if isinstance(shape, Rect):
        return shape.x, shape.y, shape.x + shape.w, shape.y + shape.h
    if isinstance(shape, Words):
        return shape.cx - shape.w / 2, shape.cy - shape.h / 2, shape.cx + shape.w / 2, shape.cy + shape.h / 2
    rim = shape.stroke / 2 + 0.5
    if isinstance(shape, Oval):
        return (
            shape.cx - shape.rx - rim,
            shape.cy - shape.ry - rim,
            shape.cx + shape.rx + rim,
            shape.cy + shape.ry + rim,
        )
    points = [(n[i], n[i + 1]) for _, n in shape.steps for i in range(0, len(n), 2)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - rim, min(ys) - rim, max(xs) + rim, max(ys) + rim
