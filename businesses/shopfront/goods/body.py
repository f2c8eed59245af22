"""Things to wear and to get well with, each drawn on a shelf (x from -50 to 50, y from 0 up to -120)."""

from __future__ import annotations

from ..scene import Scene


def _stand(g: Scene, top: float) -> None:
    g.rect(-5, top, 10, -top, "wood2")
    g.rect(-26, -8, 52, 8, "wood2", 4)


def round_glasses(g: Scene) -> None:
    _stand(g, -60)
    for x in (-26, 26):
        g.circle(x, -66, 20, "white")
        g.ring(x, -66, 20, "navy", 7)
    g.line("M-7 -70 Q0 -78 7 -70", "navy", 7)


def square_glasses(g: Scene) -> None:
    _stand(g, -60)
    g.rect(-49, -88, 44, 38, "tomato", 12)
    g.rect(5, -88, 44, 38, "tomato", 12)
    g.rect(-42, -81, 30, 24, "white", 7)
    g.rect(12, -81, 30, 24, "white", 7)
    g.rect(-8, -76, 16, 7, "tomato")


def eye_chart(g: Scene) -> None:
    g.rect(-36, -116, 72, 108, "white", 4)
    g.line(
        "M12 -100 L-10 -100 L-10 -76 L12 -76 M-10 -88 L6 -88 M-20 -58 L-8 -58 M4 -58 L20 -58"
        " M-22 -42 L-16 -42 M-6 -42 L4 -42 M14 -42 L22 -42 M-22 -26 L-4 -26 M8 -26 L22 -26",
        "navy",
        6,
    )
    g.rect(-42, -8, 84, 8, "wood2", 3)


def head(g: Scene) -> None:
    g.path("M-16 0 L-14 -26 L14 -26 L16 0Z", "crust")
    g.oval(0, -62, 30, 42, "crust")
    g.path("M-32 -66 Q-36 -112 2 -110 Q38 -110 32 -66 Q20 -90 -8 -88 Q-24 -86 -32 -66Z", "navy")
    g.ring(-14, -60, 12, "tomato", 6)
    g.ring(14, -60, 12, "tomato", 6)
    g.line("M-8 -34 Q0 -28 8 -34", "wood2", 4)


def _cross(g: Scene, x: float, y: float, r: float, paint: str) -> None:
    w = r * 0.36
    g.rect(x - w, y - r, 2 * w, 2 * r, paint, 2)
    g.rect(x - r, y - w, 2 * r, 2 * w, paint, 2)


def medicine(g: Scene) -> None:
    g.path("M-12 -92 L12 -92 L12 -78 Q34 -70 34 -52 L34 0 L-34 0 L-34 -52 Q-34 -70 -12 -78Z", "crust")
    g.rect(-17, -108, 34, 18, "white", 4)
    g.rect(-34, -50, 68, 36, "white")
    _cross(g, 0, -32, 13, "green")


def mortar(g: Scene) -> None:
    g.line("M8 -50 L34 -104", "wood2", 13)
    g.path("M-42 -64 L42 -64 Q42 -16 16 -12 L-16 -12 Q-42 -16 -42 -64Z", "green")
    g.rect(-46, -70, 92, 12, "green", 6)
    g.rect(-26, -14, 52, 14, "green", 4)
    _cross(g, 0, -38, 13, "white")


def pills(g: Scene) -> None:
    for x, y, paint in ((-23, 0, "blue"), (23, 0, "pink"), (0, -60, "gold")):
        g.rect(x - 20, y - 46, 40, 46, paint, 6)
        g.rect(x - 16, y - 58, 32, 14, "white", 4)
        g.rect(x - 20, y - 32, 40, 16, "white")


def jar_cross(g: Scene) -> None:
    g.rect(-30, -84, 60, 84, "blue", 12)
    g.rect(-34, -96, 68, 16, "navy", 5)
    g.circle(0, -106, 10, "navy")
    g.circle(0, -42, 21, "white")
    _cross(g, 0, -42, 13, "tomato")


def first_aid(g: Scene) -> None:
    g.line("M-18 -78 L-18 -92 L18 -92 L18 -78", "navy", 8)
    g.rect(-48, -78, 96, 78, "tomato", 10)
    g.circle(0, -40, 25, "white")
    _cross(g, 0, -40, 16, "tomato")


def bear(g: Scene) -> None:
    for x in (-24, 24):
        g.circle(x, -104, 12, "wood")
        g.oval(x, -10, 17, 11, "wood2")
    g.oval(0, -34, 33, 34, "wood")
    g.circle(0, -80, 32, "wood")
    g.oval(0, -70, 14, 11, "glass")
    g.circle(-11, -88, 4, "navy")
    g.circle(11, -88, 4, "navy")
    g.circle(0, -74, 5, "navy")
    g.rect(4, -48, 20, 12, "white", 3)


def heart(g: Scene) -> None:
    g.path("M0 -22 C-68 -62 -38 -118 0 -86 C38 -118 68 -62 0 -22Z", "pink")
    g.line("M-24 -64 L-10 -64 L-2 -80 L8 -48 L14 -64 L26 -64", "white", 6)
    g.rect(-4, -24, 8, 24, "steel")
    g.rect(-24, -8, 48, 8, "steel", 4)


def dress_form(g: Scene) -> None:
    g.rect(-4, -40, 8, 40, "wood2")
    g.rect(-24, -7, 48, 7, "wood2", 3)
    g.path(
        "M-9 -118 L9 -118 L9 -106 Q32 -102 32 -86 Q30 -72 20 -64 L34 -28 L-34 -28 L-20 -64 Q-30 -72 -32 -86 Q-32 -102 -9 -106Z",
        "tomato",
    )
    g.line("M0 -100 L0 -36", "white", 4)
    g.rect(-20, -68, 40, 7, "gold")


def spool(g: Scene) -> None:
    for x, y, paint in ((-24, 0, "green"), (24, 0, "gold"), (0, -58, "blue")):
        g.rect(x - 16, y - 48, 32, 44, paint)
        g.rect(x - 21, y - 54, 42, 9, "wood2", 3)
        g.rect(x - 21, y - 9, 42, 9, "wood2", 3)


def shirt(g: Scene) -> None:
    g.line("M0 -104 L0 -112 Q10 -118 8 -110", "steel", 5)
    g.path("M-16 -100 L16 -100 L48 -78 L38 -54 L28 -60 L28 -4 L-28 -4 L-28 -60 L-38 -54 L-48 -78Z", "blue")
    g.path("M-14 -101 L0 -84 L14 -101Z", "white")
    g.line("M0 -80 L0 -10", "navy", 4)


def scissors(g: Scene) -> None:
    g.rect(-46, -10, 92, 10, "wood2", 4)
    g.line("M-18 -38 L22 -112 M18 -38 L-22 -112", "steel", 9)
    g.ring(-24, -28, 14, "navy", 8)
    g.ring(24, -28, 14, "navy", 8)
    g.circle(0, -72, 5, "navy")
