"""A palette and the name of a part come in; its color by day goes out.

The same colors, and those of the night, are in static/css/shopfront.css; a test holds the two together.
"""

from __future__ import annotations

_PARTS = ("sky", "sun", "far", "far2", "wall", "wall2", "trim", "door", "awning", "accent", "ground", "kerb")


def _palette(colors: str) -> dict[str, str]:
    return dict(zip(_PARTS, (f"#{c}" for c in colors.split()), strict=True))


# sky    sun    far    far2   wall   wall2  trim   door   awning accent ground kerb
PALETTES: dict[str, dict[str, str]] = {
    # yellow
    "p1": _palette("FBEFD5 F2BFA0 FADFAA FCEFCF F6C557 E6AE3B 0F4C3A 0F4C3A E2603A E2603A D8D5BC 98A98F"),
    # coral
    "p2": _palette("FDE6DC F8CFA2 F6C9B6 FCE3D8 EB8A6B D8714F 2B3A5C 2B3A5C F6C557 F6C557 DCCBC9 A6969E"),
    # sage
    "p3": _palette("E8F1EB E3BDAC C9DED3 E1EEE7 93BBA9 78A592 3B2A2A B8452B E2603A E2603A CBD3CC 94A39A"),
    # blue
    "p4": _palette("E6EDF8 F6D9A8 C1D3E7 DDE8F4 7FA5CD 6489B5 1F2B4D 1F2B4D F0B849 F0B849 C9CFDC 8E99AF"),
    # plum
    "p5": _palette("F4E8F0 F5C9AE E3CBDC F1E1EC A9698F 914F78 3A1F3B 3A1F3B F3B8A6 F6C557 D8CBD6 A391A2"),
    # cream
    "p6": _palette("E3EFEE F7D293 CBDEDB E2EEEC F7E8C8 E5D0A4 7A2E26 1F5A55 B8452B 1F5A55 D9D3C3 A59F8E"),
    # teal
    "p7": _palette("FCEBDD F3B78E F4D3B7 FBE6D6 3F8F8A 2F7672 173B40 E2603A F7A66B F6C557 D6D0C3 9AA19A"),
    # brick
    "p8": _palette("F9EDDF F6CB7C EBD2BA F7E6D6 BF5B40 A5482F 2A2F3A 1F5A55 2F7566 F0B849 D9CDC0 A39A92"),
    # rose
    "p9": _palette("FBE9E7 F4C78F F2CFCB FAE5E2 F0A8A0 DF8C85 5A2233 5A2233 C9485B 3F8F8A DCCDCB A9989A"),
    # slate
    "p10": _palette("FAF0DC F2B999 EBDDC0 F7ECD6 6E7F91 586879 22303B C98A1B E9B24A E2603A D5D1C4 98998F"),
}

COMMON: dict[str, str] = {
    "name": "#FFF6E3",
    "awning2": "#FFFCF3",
    "glass": "#FDF3DC",
    "gleam": "#FFFBF0",
    "glass2": "#EEF3EE",
    "pane": "#5E7F79",
    "lamp": "#FFE7A6",
    "leaf": "#3F7D5B",
    "leaf2": "#2C6149",
    "pot": "#D9623C",
    "wood": "#B07B47",
    "wood2": "#8C5E34",
    "steel": "#93A1AB",
    "tire": "#33373D",
    "gold": "#EBA937",
    "tomato": "#E0603C",
    "green": "#2F7566",
    "navy": "#2E3D63",
    "white": "#FFFDF8",
    "crust": "#C07B38",
    "blue": "#7BAED0",
    "pink": "#F0A59A",
    "paper": "#FFFCF3",
    "shade": "#E8DCC6",
    "brass": "#E9A938",
    "brass2": "#B97A1C",
}


NIGHT_ONLY: dict[str, str] = {"star": "sky", "far3": "far2"}
"""Parts that differ from another only at night, and the part they look like by day."""


def color(palette: str, part: str) -> str:
    """The hex color by day of a part, in a palette of PALETTES."""
    colors = PALETTES[palette]
    part = NIGHT_ONLY.get(part, part)
    return colors.get(part) or COMMON[part]
