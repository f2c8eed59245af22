"""Things that roll, turn and mend, each drawn on a shelf (x from -50 to 50, y from 0 up to -120)."""

from __future__ import annotations

from ..scene import Scene


def tire(g: Scene) -> None:
    g.circle(0, -50, 50, "tire")
    g.circle(0, -50, 29, "steel")
    for x, y in ((0, -16), (15, -5), (9, 13), (-9, 13), (-15, -5)):
        g.circle(x, y - 50, 5, "tire")
    g.circle(0, -50, 6, "white")


def tire_stack(g: Scene) -> None:
    for y in (-32, -64, -96):
        g.rect(-46, y, 92, 30, "tire", 14)
    g.line("M-26 -17 L26 -17 M-26 -49 L26 -49 M-26 -81 L26 -81", "steel", 4)


def oil_can(g: Scene) -> None:
    g.line("M22 -74 L48 -104", "steel", 8)
    g.path("M-30 0 L-30 -64 L-12 -86 L24 -86 L30 -64 L30 0Z", "tomato")
    g.line("M-18 -70 L-6 -86", "white", 5)
    g.path("M0 -52 Q20 -24 0 -18 Q-20 -24 0 -52Z", "gold")


def air_pump(g: Scene) -> None:
    g.line("M10 -10 Q48 -4 44 -44 Q42 -70 28 -60", "navy", 6)
    g.rect(-30, -6, 52, 6, "navy", 3)
    g.rect(-14, -78, 20, 74, "gold", 4)
    g.line("M-4 -80 L-4 -106", "steel", 6)
    g.line("M-24 -108 L16 -108", "navy", 10)


def wheel(g: Scene) -> None:
    g.line("M-42 -50 L42 -50 M0 -92 L0 -8 M-29 -79 L29 -21 M-29 -21 L29 -79", "steel", 3)
    g.ring(0, -50, 44, "tire", 9)
    g.circle(0, -50, 8, "tomato")


def small_bicycle(g: Scene) -> None:
    for x in (-32, 32):
        g.ring(x, -24, 20, "tire", 6)
    g.line("M-32 -24 L-4 -24 L20 -56 L-14 -56 L-32 -24 M-14 -56 L-4 -24 M20 -56 L32 -24", "tomato", 6)
    g.line("M-14 -56 L-16 -68 M-24 -69 L-8 -69 M20 -56 L17 -72 L30 -76", "navy", 6)


def helmet(g: Scene) -> None:
    g.path("M-46 -30 Q-46 -92 4 -90 Q48 -88 46 -30Z", "green")
    g.line("M-18 -40 Q-16 -70 0 -76 M10 -40 Q14 -64 22 -70", "white", 7)
    g.rect(-52, -34, 104, 12, "navy", 6)
    g.line("M-24 -20 Q0 4 24 -20", "navy", 5)


def hammer(g: Scene) -> None:
    g.rect(-9, -92, 18, 84, "wood", 6)
    g.path("M-40 -116 L26 -116 Q44 -112 48 -92 L26 -98 L26 -86 L-40 -86Z", "steel")
    g.rect(-26, -9, 52, 9, "wood2", 4)


def paint_can(g: Scene) -> None:
    g.line("M-34 -66 Q0 -118 34 -66", "steel", 5)
    g.rect(-38, -70, 76, 70, "steel", 5)
    g.rect(-38, -52, 76, 36, "blue")
    g.path(
        "M-42 -76 L42 -76 L42 -66 L26 -66 Q26 -38 18 -38 Q10 -38 10 -66 L-10 -66 Q-10 -52 -17 -52 Q-24 -52 -24 -66 L-42 -66Z",
        "tomato",
    )


def toolbox(g: Scene) -> None:
    g.line("M-22 -62 L-22 -82 L22 -82 L22 -62", "navy", 9)
    g.rect(-48, -62, 96, 62, "tomato", 6)
    g.rect(-48, -38, 96, 7, "navy")
    g.rect(-9, -46, 18, 20, "gold", 3)


def brush(g: Scene) -> None:
    g.rect(-7, -62, 14, 56, "wood", 6)
    g.rect(-30, -84, 60, 24, "tomato", 5)
    g.path("M-28 -84 L-28 -112 Q0 -120 28 -112 L28 -84Z", "gold")
    g.rect(-26, -8, 52, 8, "wood2", 4)


def tap(g: Scene) -> None:
    g.rect(-24, -8, 48, 8, "steel", 4)
    g.line("M-12 -8 L-12 -62 Q-12 -92 14 -92 Q38 -92 38 -66", "steel", 18)
    g.line("M-28 -104 L4 -104", "tomato", 11)
    g.line("M-12 -104 L-12 -80", "steel", 9)
    g.path("M38 -48 Q50 -28 38 -24 Q26 -28 38 -48Z", "blue")


def pipe(g: Scene) -> None:
    g.line("M-24 -10 L-24 -60 Q-24 -84 0 -84 L28 -84", "crust", 24)
    g.rect(-42, -14, 36, 14, "wood2", 4)
    g.rect(26, -102, 14, 36, "wood2", 4)
    g.rect(-42, -52, 36, 10, "wood2", 3)


def plunger(g: Scene) -> None:
    g.rect(-6, -118, 12, 84, "wood", 5)
    g.path("M-42 0 Q-42 -46 -12 -48 L12 -48 Q42 -46 42 0Z", "tomato")
    g.rect(-46, -10, 92, 10, "pot", 4)


def wrench(g: Scene) -> None:
    g.rect(-28, -9, 56, 9, "wood2", 4)
    g.rect(-10, -84, 20, 78, "navy", 5)
    g.path("M-12 -70 L-30 -88 L-30 -112 L-16 -118 L-16 -96 L0 -88 L16 -96 L16 -118 L30 -112 L30 -88 L12 -70Z", "steel")
