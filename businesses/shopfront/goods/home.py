"""Things for the house, the desk and the journey, each drawn on a shelf (x from -50 to 50, y from 0 up to -120)."""

from __future__ import annotations

from ..scene import Scene


def _vase(g: Scene, paint: str) -> None:
    g.path("M-20 -50 L20 -50 Q28 -20 18 0 L-18 0 Q-28 -20 -20 -50Z", paint)


def tulips(g: Scene) -> None:
    g.line("M0 -48 L0 -92 M-6 -48 L-26 -80 M6 -48 L26 -80", "leaf2", 5)
    for x, y, paint in ((-27, -84, "pink"), (0, -98, "tomato"), (27, -84, "gold")):
        g.path(
            f"M{x - 13} {y - 14} L{x - 5} {y - 6} L{x} {y - 18} L{x + 5} {y - 6} L{x + 13} {y - 14}"
            f" Q{x + 16} {y + 12} {x} {y + 14} Q{x - 16} {y + 12} {x - 13} {y - 14}Z",
            paint,
        )
    _vase(g, "blue")


def sunflower(g: Scene) -> None:
    g.line("M0 -48 L0 -86 M0 -62 L22 -72", "leaf2", 6)
    for x, y in ((0, -24), (17, -17), (24, 0), (17, 17), (0, 24), (-17, 17), (-24, 0), (-17, -17)):
        g.circle(x, y - 88, 10, "gold")
    g.circle(0, -88, 16, "wood2")
    _vase(g, "tomato")


def bouquet(g: Scene) -> None:
    g.circle(0, -66, 40, "leaf")
    for x, y, paint in (
        (-22, -74, "pink"),
        (4, -92, "white"),
        (26, -72, "tomato"),
        (0, -60, "gold"),
        (-16, -50, "tomato"),
    ):
        g.circle(x, y, 13, paint)
    g.path("M-34 -46 L34 -46 L24 0 L-24 0Z", "steel")


def potted(g: Scene) -> None:
    g.path("M0 -34 Q-50 -50 -36 -96 Q-6 -84 0 -34Z M0 -34 Q50 -50 36 -96 Q6 -84 0 -34Z", "leaf")
    g.path("M0 -34 Q-20 -84 0 -116 Q20 -84 0 -34Z", "leaf2")
    g.path("M-30 -40 L30 -40 L22 0 L-22 0Z", "pot")


def books(g: Scene) -> None:
    for x, top, paint in ((-46, -96, "tomato"), (-22, -112, "green"), (0, -88, "gold"), (24, -104, "navy")):
        g.rect(x, top, 21, -top, paint, 3)
        g.rect(x + 4, top + 16, 13, 8, "white")


def tall_books(g: Scene) -> None:
    g.rect(-44, -108, 22, 108, "blue", 3)
    g.rect(-20, -90, 18, 90, "tomato", 3)
    g.path("M2 -2 L22 -100 L44 -94 L24 0Z", "green")
    g.rect(-40, -92, 14, 20, "white")


def book_stack(g: Scene) -> None:
    for x, y, w, paint in ((-46, -24, 92, "navy"), (-40, -46, 84, "gold"), (-44, -68, 78, "green")):
        g.rect(x, y, w, 24 if y == -24 else 22, paint, 4)
        g.rect(x + 12, y + 8, w - 12, 7, "white")
    g.path("M-8 -68 L-30 -108 L8 -118 L30 -68Z", "tomato")


def open_book(g: Scene) -> None:
    g.path("M-50 -82 Q-22 -96 0 -80 Q22 -96 50 -82 L46 -16 Q22 -28 0 -14 Q-22 -28 -46 -16Z", "tomato")
    g.path("M-42 -82 Q-18 -90 -2 -76 L-2 -24 Q-20 -34 -39 -26Z M42 -82 Q18 -90 2 -76 L2 -24 Q20 -34 39 -26Z", "white")
    g.line("M-32 -66 L-12 -64 M-31 -52 L-12 -50 M12 -64 L32 -66 M12 -50 L31 -52", "steel", 4)
    g.path("M-30 0 L-14 -20 L14 -20 L30 0Z", "wood2")


def kettle(g: Scene) -> None:
    g.line("M-26 -70 Q-26 -112 0 -112 Q26 -112 26 -70", "navy", 9)
    g.path("M28 -38 L52 -74 L38 -80 L18 -56Z", "tomato")
    g.path("M-40 0 Q-46 -76 0 -78 Q46 -76 40 0Z", "tomato")
    g.circle(0, -82, 8, "navy")
    g.rect(-40, -8, 80, 8, "navy", 3)


def round_kettle(g: Scene) -> None:
    g.path("M-30 -36 L-52 -66 L-40 -74 L-18 -54Z", "green")
    g.line("M30 -74 Q56 -70 48 -34 Q44 -20 34 -18", "navy", 8)
    g.path("M-36 0 L-28 -90 L28 -90 L36 0Z", "green")
    g.path("M-28 -90 Q-22 -104 0 -104 Q22 -104 28 -90Z", "navy")
    g.rect(-14, -60, 8, 40, "white", 4)


def toaster(g: Scene) -> None:
    g.rect(-26, -92, 24, 40, "crust", 7)
    g.rect(4, -86, 24, 40, "crust", 7)
    g.rect(-46, -64, 92, 58, "blue", 16)
    g.rect(-40, -8, 16, 8, "navy", 2)
    g.rect(24, -8, 16, 8, "navy", 2)
    g.line("M26 -44 L38 -44", "navy", 7)


def phone(g: Scene) -> None:
    g.rect(-27, -112, 54, 104, "navy", 10)
    g.rect(-21, -101, 42, 78, "blue", 3)
    g.circle(0, -16, 4, "white")
    g.path("M-36 0 L-24 -12 L24 -12 L36 0Z", "wood2")


def phone_pair(g: Scene) -> None:
    for x, paint in ((-46, "tomato"), (4, "green")):
        g.rect(x, -86, 42, 80, paint, 8)
        g.rect(x + 5, -77, 32, 60, "white", 3)
    g.rect(-50, -8, 100, 8, "wood2", 3)


def tablet(g: Scene) -> None:
    g.path("M-20 -8 L20 -8 L32 0 L-32 0Z", "wood2")
    g.rect(-46, -82, 92, 76, "navy", 9)
    g.rect(-39, -75, 78, 62, "glass", 3)
    g.path("M-32 -20 L-8 -54 L10 -32 L18 -42 L32 -20Z", "leaf")
    g.circle(22, -60, 8, "gold")


def old_phone(g: Scene) -> None:
    g.path("M-30 -58 L30 -58 L46 0 L-46 0Z", "tomato")
    g.circle(0, -26, 18, "white")
    g.circle(0, -26, 7, "navy")
    g.line("M-40 -62 Q-40 -82 0 -82 Q40 -82 40 -62", "tomato", 16)
    g.rect(-50, -70, 22, 20, "tomato", 8)
    g.rect(28, -70, 22, 20, "tomato", 8)


def bell(g: Scene) -> None:
    g.line("M0 -66 L0 -80", "wood2", 8)
    g.circle(0, -84, 8, "wood2")
    g.path("M-42 -16 Q-42 -68 0 -68 Q42 -68 42 -16Z", "gold")
    g.line("M-24 -32 Q-22 -48 -10 -54", "white", 6)
    g.rect(-48, -18, 96, 18, "wood2", 5)


def suitcase(g: Scene) -> None:
    g.line("M-16 -72 L-16 -88 L16 -88 L16 -72", "wood2", 8)
    g.rect(-46, -74, 92, 74, "tomato", 10)
    g.rect(-30, -74, 10, 74, "wood2")
    g.rect(20, -74, 10, 74, "wood2")
    g.circle(0, -40, 11, "white")


def table_lamp(g: Scene) -> None:
    g.path("M-8 -54 L8 -54 Q26 -20 14 -6 L-14 -6 Q-26 -20 -8 -54Z", "green")
    g.rect(-22, -7, 44, 7, "wood2", 3)
    g.path("M-22 -116 L22 -116 L42 -54 L-42 -54Z", "gold")


def keys(g: Scene) -> None:
    g.rect(-44, -112, 88, 104, "wood", 6)
    g.rect(-24, -8, 48, 8, "wood2", 3)
    for x, y in ((-22, -86), (22, -86), (-22, -40), (22, -40)):
        g.ring(x, y, 7, "glass", 5)
        g.line(f"M{x} {y + 8} L{x} {y + 24} M{x} {y + 22} L{x + 7} {y + 22}", "glass", 5)


def laptop(g: Scene) -> None:
    g.rect(-40, -72, 80, 64, "navy", 6)
    g.rect(-34, -66, 68, 50, "blue", 2)
    g.rect(-24, -56, 32, 14, "white", 6)
    g.rect(-4, -36, 28, 14, "gold", 6)
    g.rect(-50, -9, 100, 9, "steel", 4)


def parcel(g: Scene) -> None:
    g.rect(-44, -66, 88, 66, "wood", 4)
    g.rect(-10, -66, 20, 66, "wood2")
    g.rect(-28, -104, 56, 38, "crust", 3)
    g.rect(14, -26, 24, 16, "white", 2)


def headset(g: Scene) -> None:
    g.rect(-5, -84, 10, 84, "wood2")
    g.rect(-28, -8, 56, 8, "wood2", 4)
    g.line("M-36 -56 Q-36 -108 0 -108 Q36 -108 36 -56", "navy", 9)
    g.rect(-46, -68, 20, 38, "tomato", 9)
    g.rect(26, -68, 20, 38, "tomato", 9)
    g.line("M-38 -32 Q-36 -18 -16 -18", "navy", 6)


def gift(g: Scene) -> None:
    g.rect(-38, -62, 76, 62, "green", 4)
    g.rect(-44, -76, 88, 20, "green", 4)
    g.rect(-9, -76, 18, 76, "gold")
    g.line("M0 -78 Q-34 -106 -28 -82 Q-22 -74 0 -78 Q34 -106 28 -82 Q22 -74 0 -78", "gold", 7)


def vase(g: Scene) -> None:
    g.path("M-14 -104 L14 -104 L10 -84 Q40 -62 32 -28 L20 0 L-20 0 L-32 -28 Q-40 -62 -10 -84Z", "blue")
    g.line("M-33 -52 L33 -52 M-32 -34 L32 -34", "white", 6)


def picture(g: Scene) -> None:
    g.rect(-44, -106, 88, 100, "wood2", 4)
    g.rect(-34, -96, 68, 80, "glass")
    g.circle(14, -76, 10, "tomato")
    g.path("M-34 -16 L-34 -34 L-8 -60 L10 -38 L20 -46 L34 -30 L34 -16Z", "leaf")
    g.rect(-26, -7, 52, 7, "wood2")


def jar(g: Scene) -> None:
    g.rect(-30, -80, 60, 80, "tomato", 14)
    g.rect(-24, -96, 48, 20, "wood2", 5)
    g.rect(-22, -54, 44, 28, "white", 4)
