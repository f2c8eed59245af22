"""Text drawn on pictures: any text and a box come in; it is set in the site's type, as large as fits, in whatever script it is.

What the site's faces lack is set in Noto, letter by letter, emoji too (in one color, like the rest). Right-to-left text runs
from the right. What does not fit at the smallest size ends in an ellipsis.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Literal, TypeAlias

from PIL import ImageDraw, ImageFont

from core import fonts

Direction: TypeAlias = Literal["ltr", "rtl"]
Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom in pixels

NOTO = "Sans Emoji SansSymbols SansHebrew SansArabic SansDevanagari SansThai SansBengali SansTamil SansTelugu SansGujarati SansGurmukhi"
NOTO += " SansKannada SansMalayalam SansSinhala SansOriya SansArmenian SansGeorgian SansEthiopic SansKhmer SansLao SansMyanmar"
EMOJI = 2  # where the emoji stand among the fallbacks
WEIGHTS = {"fraunces": 600, "figtree": 500}  # what stands in for a face is as heavy as the face
RULER = 100  # pixels at which widths are measured; they grow in proportion
BASELINE = 0.95  # of the size, below the top of the first line: accents and tall scripts need the room
LINE = 1.25  # of the size: what one line alone needs
CLEAR = 0.06  # of the size: what stays free between two lines, whatever they carry above and below their letters
PLAIN = (0.78, 0.26)  # of the size: how far letters without accents reach above and below the baseline
JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}


def fit(draw: ImageDraw.ImageDraw, text: str, box: Box, sizes: Iterable[int], *, face: str = "fraunces", fill: str = "#1C1A15", leading: float = 1.18) -> float:
    """Draws the text in the largest of `sizes` (pixels) at which it fits the box; returns where its last line ends (y in pixels)."""
    left, top, right, bottom = box
    size, lines = layout(text, right - left, bottom - top, sizes, face=face, leading=leading)
    rows = rows_of(text, face, leading)
    base = base_direction(text)
    for number, line in enumerate(lines):
        x = left if base == "ltr" else right - measure(line, face) * size / RULER
        write(draw, (x, top + (rows.first + number * rows.step) * size), line, size, face=face, fill=fill)
    return top + rows.height(len(lines)) * size


def write(draw: ImageDraw.ImageDraw, at: tuple[float, float], line: str, size: int, *, face: str, fill: str) -> None:
    """Draws one line; `at` is the left end of its baseline."""
    x, y = at
    for run in runs_of(line, face, base_direction(line)):
        draw.text((x, y), run.text, fill=fill, font=font(run.path, size, run.weight), anchor="ls", direction=run.direction)
        x += run.width(size)


def layout(text: str, width: float, height: float, sizes: Iterable[int], *, face: str = "fraunces", leading: float = 1.18) -> tuple[int, list[str]]:
    """The size and the lines that `fit` draws in a box of that width and height."""
    sizes = sorted(sizes, reverse=True)
    pieces, rows = pieces_of(clean(text), face, width / sizes[-1] * RULER), rows_of(text, face, leading)
    for size in sizes:
        lines = wrapped(pieces, width / size * RULER)
        if lines is not None and size * rows.height(len(lines)) <= height:
            return size, lines
    room = 1 + max(0, int((height / sizes[-1] - rows.height(1)) // rows.step))
    lines = wrapped(pieces, width / sizes[-1] * RULER) or []
    return sizes[-1], lines if len(lines) <= room else [*lines[: room - 1], shortened(lines[room - 1], face, width / sizes[-1] * RULER)]


@dataclass(frozen=True)
class Rows:
    """Where the lines of a text stand, in sizes: the first baseline from the top, the others a step apart, and what the last needs below."""

    first: float
    step: float
    last: float

    def height(self, lines: int) -> float:
        return self.first + (lines - 1) * self.step + self.last if lines else 0.0


def rows_of(text: str, face: str, leading: float) -> Rows:
    """The leading asked for, or more where vowel signs and stacked accents of two lines would touch."""
    above, below = reach(clean(text), face)
    return Rows(max(BASELINE, above), max(leading, above + below + CLEAR), max(LINE - BASELINE, below))


@lru_cache(maxsize=64)
def reach(text: str, face: str) -> tuple[float, float]:
    """How far its ink reaches above and below the baseline, in sizes."""
    if text.isascii():
        return PLAIN
    inks = [run.ink() for run in runs_of(text, face, base_direction(text))]
    return max([PLAIN[0], *(above for above, _below in inks)]), max([PLAIN[1], *(below for _above, below in inks)])


def clean(text: str) -> str:
    """The text without what draws nothing or turns other letters around; every kind of space is one space."""
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or char in JOINERS or unicodedata.category(char)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", kept).split())


def clusters(text: str) -> Iterator[str]:
    """What a reader sees as one letter: with its accents, or an emoji with all that is joined to it."""
    cluster = ""
    for char in text:
        flags = sum(is_flag(one) for one in cluster)
        joined = char in JOINERS or unicodedata.category(char)[0] == "M" or "\U0001f3fb" <= char <= "\U0001f3ff"
        if cluster and (joined or cluster[-1] == "\u200d" or (is_flag(char) and flags == 1)):
            cluster += char
        else:
            if cluster:
                yield cluster
            cluster = char
    if cluster:
        yield cluster


def is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


@dataclass(frozen=True)
class Piece:
    """What is not broken at the end of a line: a word, or one Chinese or Japanese sign. Width at RULER, without the space before it."""

    text: str
    width: float
    space: float


def pieces_of(text: str, face: str, widest: float) -> list[Piece]:
    found: list[Piece] = []
    space = measure(" ", face)
    for word in text.split(" "):
        width = measure(word, face)
        whole = width <= widest and not any(is_wide(char) for char in word)
        parts = [(word, width)] if whole else [(part, measure(part, face)) for part in breakable(word, width > widest)]
        found += [Piece(part, wide, space if number == 0 else 0) for number, (part, wide) in enumerate(parts)]
    return found


def breakable(word: str, anywhere: bool) -> Iterator[str]:
    """A word cut where a line may end: beside a wide sign, or everywhere if it is too long for any line."""
    held = ""
    for cluster in clusters(word):
        if held and (anywhere or is_wide(cluster[0]) or is_wide(held[0])) and unicodedata.category(cluster[0]) not in {"Po", "Pe", "Pf"}:
            yield held
            held = cluster
        else:
            held += cluster
    if held:
        yield held


def is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) == "W" and char < "\U0001f000"


def wrapped(pieces: list[Piece], width: float) -> list[str] | None:
    """The lines at that width (at RULER); None where one piece alone is wider."""
    lines: list[str] = []
    used = 0.0
    for piece in pieces:
        if piece.width > width and len(piece.text) > 1:
            return None
        if lines and used + piece.space + piece.width <= width:
            lines[-1] += (" " if piece.space else "") + piece.text
            used += piece.space + piece.width
        else:
            lines.append(piece.text)
            used = piece.width
    return lines


def shortened(line: str, face: str, width: float) -> str:
    kept = list(clusters(line))
    while kept and measure("".join(kept).rstrip() + "…", face) > width:
        kept.pop()
    return "".join(kept).rstrip(" ,;:.") + "…"


def measure(text: str, face: str) -> float:
    """The width of one line at RULER pixels."""
    return sum(run.width(RULER) for run in runs_of(text, face, base_direction(text)))


@dataclass(frozen=True)
class Run:
    """A stretch of one line in one font and one direction."""

    text: str
    path: Path
    weight: int
    direction: Direction

    def width(self, size: int) -> float:
        return font(self.path, RULER, self.weight).getlength(self.text, direction=self.direction) * size / RULER

    def ink(self) -> tuple[float, float]:
        """How far it reaches above and below the baseline, in sizes."""
        _left, top, _right, bottom = font(self.path, RULER, self.weight).getbbox(self.text, direction=self.direction, anchor="ls")
        return -top / RULER, bottom / RULER


def runs_of(line: str, face: str, base: Direction) -> list[Run]:
    """The line's runs from left to right as they are seen."""
    parts = list(clusters(line))
    ways = directions(parts, base)
    paths = [path_for(part, face) for part in parts]
    for number, part in enumerate(parts):  # signs and numbers stay with the word before them, in its font if that has them
        if number and is_sign(part) and paths[number - 1] != fallbacks(face)[EMOJI] and has(paths[number - 1], part):
            paths[number] = paths[number - 1]
    marked = itertools.groupby(zip(parts, paths, ways, strict=True), key=lambda one: (one[1], one[2]))
    runs = [Run("".join(part for part, _path, _way in group), path, WEIGHTS[face], way) for (path, way), group in marked]
    seen = [list(group) for _way, group in itertools.groupby(runs, key=lambda run: run.direction)]
    for group in seen:
        if group[0].direction == "rtl":
            group.reverse()
    return list(itertools.chain.from_iterable(seen if base == "ltr" else reversed(seen)))


def is_sign(cluster: str) -> bool:
    return len(cluster) == 1 and unicodedata.category(cluster)[0] in "PN" and strong_direction(cluster) is None


def directions(parts: list[str], base: Direction) -> list[Direction]:
    """Letters have a direction; what stands between two letters of one direction takes it, anything else the line's (UAX #9, N1 and N2)."""
    strong = [strong_direction(part) for part in parts]
    before = list(itertools.accumulate(strong, lambda last, own: own or last, initial=base))[1:]
    after = list(itertools.accumulate(reversed(strong), lambda last, own: own or last, initial=base))[1:][::-1]
    return [own or (left if left == right and left else base) for own, left, right in zip(strong, before, after, strict=True)]


def strong_direction(cluster: str) -> Direction | None:
    return {"L": "ltr", "R": "rtl", "AL": "rtl"}.get(unicodedata.bidirectional(cluster[0]))  # type: ignore[return-value]


def base_direction(text: str) -> Direction:
    return next((way for char in text if (way := strong_direction(char))), "ltr")


def path_for(cluster: str, face: str) -> Path:
    """The first font that has the whole cluster; an emoji's own font first where the text asks for it."""
    chosen = fallbacks(face)
    order = [chosen[EMOJI], *chosen] if "\ufe0f" in cluster or "\u200d" in cluster else chosen
    return next((path for path in order if has(path, cluster)), chosen[0])


def has(path: Path, cluster: str) -> bool:
    return all(ord(char) in covered(path) for char in cluster if char not in JOINERS)


@lru_cache
def fallbacks(face: str) -> tuple[Path, ...]:
    """The face, then Noto: letters of Europe, emoji, signs, other scripts, and Chinese, Japanese and Korean last, which is large."""
    noto = Path(str(import_module("manimgx_fonts").__file__)).parent
    cjk = Path(str(import_module("manimgx_fonts_cjk").__file__)).parent
    return (fonts.folder() / f"{face}.ttf", *[noto / f"Noto{name}[wght].ttf" for name in NOTO.split()], cjk / "NotoSansCJK-VF.otf.ttc")


@lru_cache(maxsize=64)
def covered(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True, fontNumber=0) as opened:
        return frozenset(opened.getBestCmap())


@lru_cache(maxsize=256)
def font(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    opened = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
    try:
        axes = opened.get_variation_axes()
    except OSError:  # the site's own faces were cut to one weight when they were built
        return opened
    opened.set_variation_by_axes([min(max(weight, axis["minimum"] or 0), axis["maximum"] or weight) for axis in axes])
    return opened
