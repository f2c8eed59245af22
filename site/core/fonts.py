"""The two typefaces: variable fonts from PyPI packages come in, small Latin WOFF2 files for readers, and one TTF each of one weight
and all its letters for Pillow, go out."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from django.conf import settings

LATIN = "U+0000-00FF U+0131 U+0152-0153 U+0160-0161 U+0178 U+017D-017E U+02BB-02BC U+02C6 U+02DA U+02DC U+2000-200B U+2010-2015"
LATIN += " U+2018-201E U+2020-2022 U+2026 U+2030 U+2032-2033 U+2039-203A U+2044 U+20AC U+2122 U+2190-2193 U+2212 U+2215 U+FEFF U+FFFD"
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "onum", "lnum", "tnum", "pnum"]
RECIPE = 4  # raise it when what is built below changes


@dataclass(frozen=True)
class Face:
    """`limits` cut the axes of the web font; `instance` is the one weight that Pillow gets."""

    name: str
    package: str
    file: str
    limits: dict[str, object]
    instance: dict[str, float] = field(default_factory=dict)

    @property
    def source(self) -> Path:
        return Path(str(import_module(self.package).ROOT)) / "files" / self.file


FACES = [
    Face(
        "fraunces",
        "fontpkg_fraunces",
        "Fraunces[SOFT,WONK,opsz,wght].ttf",
        {"SOFT": 60, "WONK": 0, "opsz": (9, 144), "wght": (400, 700)},
        {"opsz": 72, "wght": 600},
    ),
    Face("figtree", "fontpkg_figtree", "Figtree[wght].ttf", {"wght": (400, 700)}, {"wght": 500}),
]


def folder() -> Path:
    return Path(settings.BASE_DIR) / "static" / "fonts"


def recipe() -> str:
    """Changes when a source font or the way it is cut changes; sizes stand for contents, which packages pin."""
    parts = [f"{RECIPE} {LATIN} {FEATURES}"]
    parts += [f"{face.name} {face.source.stat().st_size} {face.limits} {face.instance}" for face in FACES]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def products() -> Iterator[Path]:
    for face in FACES:
        yield folder() / f"{face.name}.woff2"
        yield folder() / f"{face.name}.ttf"


def are_built() -> bool:
    stamp = folder() / ".stamp"
    return stamp.exists() and stamp.read_text() == recipe() and all(path.exists() for path in products())


def build() -> bool:
    """Makes what is missing or stale; returns whether anything was made. A few seconds the first time."""
    if are_built():
        return False
    folder().mkdir(parents=True, exist_ok=True)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for face in FACES:
        build_face(face, folder())
    (folder() / ".stamp").write_text(recipe())
    return True


def build_face(face: Face, into: Path) -> None:
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = Options(layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True, hinting=False, desubroutinize=True)
    font = TTFont(face.source, lazy=False)
    font.recalcTimestamp = False  # the same fonts give the same bytes, so the same hashed name
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(LATIN))
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, dict(face.limits), inplace=True)
    font.flavor = "woff2"
    save(font, into / f"{face.name}.woff2")
    whole = TTFont(face.source, lazy=False)
    whole.recalcTimestamp = False
    cut = {axis: value for axis, value in face.limits.items() if not isinstance(value, tuple)}
    save(instancer.instantiateVariableFont(whole, cut | dict(face.instance), inplace=True), into / f"{face.name}.ttf")


def save(font, path: Path) -> None:
    """Written beside and renamed: a server that starts meanwhile never reads half a font."""
    half = path.with_suffix(f".{time.monotonic_ns()}.half")
    font.save(half)
    half.replace(path)
