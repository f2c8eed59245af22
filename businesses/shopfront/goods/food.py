"""Things to eat and drink, each drawn on a shelf (x from -50 to 50, y from 0 up to -120)."""

from __future__ import annotations

from ..scene import Scene


def loaf(g: Scene) -> None:
    g.path("M-48 0 Q-54 -66 0 -70 Q54 -66 48 0Z", "crust")
    g.line("M-24 -22 Q-22 -42 -12 -50 M2 -22 Q4 -44 14 -52 M28 -18 Q30 -34 36 -40", "gold", 7)


def baguettes(g: Scene) -> None:
    g.path("M-38 -30 Q-50 -100 -34 -112 Q-16 -108 -14 -30Z M14 -30 Q18 -104 34 -110 Q48 -104 38 -30Z", "gold")
    g.path("M-14 -30 Q-16 -112 2 -120 Q18 -112 14 -30Z", "crust")
    g.line("M-34 -92 L-24 -86 M-34 -72 L-24 -66 M28 -88 L38 -94 M27 -68 L37 -74", "crust", 5)
    g.line("M-4 -96 L6 -102 M-4 -76 L6 -82", "gold", 5)
    g.path("M-46 -48 L46 -48 L36 0 L-36 0Z", "wood2")
    g.line("M-42 -32 L42 -32 M-39 -16 L39 -16", "wood", 5)


def cake(g: Scene) -> None:
    g.rect(-38, -58, 76, 44, "pink", 8)
    g.path(
        "M-40 -52 Q-40 -68 -26 -68 L26 -68 Q40 -68 40 -52 Q34 -36 27 -46 Q18 -30 9 -46 Q0 -34 -9 -46 Q-18 -28 -27 -46 Q-36 -38 -40 -52Z",
        "white",
    )
    g.circle(0, -76, 11, "tomato")
    g.rect(-48, -14, 96, 6, "steel", 3)
    g.path("M-12 -8 L12 -8 L22 0 L-22 0Z", "steel")


def tin_loaf(g: Scene) -> None:
    g.path("M-42 0 L-42 -40 Q-56 -76 -16 -76 L20 -76 Q56 -76 42 -40 L42 0Z", "gold")
    g.path("M-34 -6 L-34 -42 Q-44 -68 -14 -68 L16 -68 Q44 -68 34 -42 L34 -6Z", "glass")
    g.line("M-14 -46 L-10 -46 M8 -36 L12 -36 M-8 -22 L-4 -22 M14 -54 L16 -54", "gold", 5)


def pretzel(g: Scene) -> None:
    g.line("M-22 -14 Q30 -40 30 -72 Q24 -98 0 -72 Q-24 -98 -30 -72 Q-30 -40 22 -14", "crust", 14)
    g.rect(-34, -8, 68, 8, "wood2", 4)


def cup(g: Scene) -> None:
    g.ring(40, -38, 16, "tomato", 9)
    g.path("M-38 -66 L38 -66 Q38 -8 8 -8 L-8 -8 Q-38 -8 -38 -66Z", "tomato")
    g.rect(-48, -8, 96, 8, "steel", 4)
    g.line("M-14 -80 Q-24 -92 -14 -102 Q-6 -110 -14 -118 M12 -80 Q2 -92 12 -102 Q20 -110 12 -118", "steel", 6)


def cake_stand(g: Scene) -> None:
    g.path("M-46 -46 Q-46 -104 0 -104 Q46 -104 46 -46Z", "blue")
    g.circle(0, -108, 7, "steel")
    g.path("M-32 -46 Q-32 -76 -15 -76 Q2 -76 2 -46Z", "crust")
    g.path("M0 -46 L4 -68 L32 -68 L34 -46Z", "pink")
    g.rect(-50, -46, 100, 8, "steel", 4)
    g.path("M-7 -38 L7 -38 L24 0 L-24 0Z", "steel")


def moka(g: Scene) -> None:
    g.line("M22 -88 L44 -80 L40 -44", "navy", 10)
    g.path("M-30 -100 L-38 -94 L-26 -56 L24 -56 L30 -100Z", "steel")
    g.path("M-22 -56 L22 -56 L34 0 L-34 0Z", "steel")
    g.rect(-26, -60, 52, 9, "navy", 3)
    g.path("M-28 -100 L26 -100 L8 -112 L-10 -112Z", "navy")
    g.circle(-1, -114, 6, "tomato")


def cup_stack(g: Scene) -> None:
    for y, paint in ((0, "green"), (-36, "gold"), (-72, "tomato")):
        g.ring(30, y - 20, 9, paint, 6)
        g.path(f"M-28 {y - 36} L28 {y - 36} L21 {y} L-21 {y}Z", paint)


def _crate(g: Scene) -> None:
    g.rect(-48, -38, 96, 38, "wood")
    g.line("M-46 -19 L46 -19", "wood2", 5)


def apples(g: Scene) -> None:
    for x, y in ((-14, -70), (14, -70)):
        g.circle(x, y, 16, "tomato")
    for x in (-30, 0, 30):
        g.circle(x, -46, 17, "tomato")
    g.line("M-14 -86 L-9 -94 M14 -86 L19 -94", "leaf2", 5)
    _crate(g)


def oranges(g: Scene) -> None:
    g.circle(0, -72, 17, "gold")
    for x in (-30, 0, 30):
        g.circle(x, -46, 17, "gold")
    g.line("M0 -88 L8 -96", "leaf2", 6)
    _crate(g)


def cabbages(g: Scene) -> None:
    for x in (-24, 24):
        g.circle(x, -52, 25, "leaf")
        g.line(f"M{x} -32 L{x} -62 M{x} -44 L{x - 12} -56 M{x} -44 L{x + 12} -56", "leaf2", 4)
    _crate(g)


def milk(g: Scene) -> None:
    for x, paint in ((-22, "blue"), (22, "tomato")):
        g.path(
            f"M{x - 9} -108 L{x + 9} -108 L{x + 9} -84 Q{x + 19} -74 {x + 19} -62 L{x + 19} 0 L{x - 19} 0 L{x - 19} -62 Q{x - 19} -74 {x - 9} -84Z",
            "white",
        )
        g.rect(x - 12, -114, 24, 10, paint, 4)
        g.rect(x - 19, -48, 38, 24, paint)


def jam(g: Scene) -> None:
    for x, y, paint in ((-24, 0, "tomato"), (24, 0, "gold"), (0, -56, "green")):
        g.rect(x - 21, y - 44, 42, 44, paint, 8)
        g.rect(x - 17, y - 54, 34, 12, "navy", 4)
        g.rect(x - 13, y - 30, 26, 16, "white", 2)
