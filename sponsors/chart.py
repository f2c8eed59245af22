"""A drawn chart: periods with what was counted come in, places and lengths of bars for an SVG go out. What is drawn stands in a table as well.

Two fields under one another: what was seen, with what was not counted on top of it; and what was clicked, which has a scale of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sponsors.figures import Period

HIGH, LOW = 150, 56  # of the two fields
LEFT, TOP, BETWEEN, FOOT = 52, 34, 44, 26
GAP = 0.25  # of a bar's place
WIDE, NARROW = 720, 320  # a drawing for either page width: letters keep their size
LETTERS = {WIDE: 72, NARROW: 76}  # what a label on the line of time takes at least
LETTER = 7.5  # of a value above a bar
APART = 5  # between two values: 10 and 10 beside one another are not 1010


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Field:
    """One of the two: `bars`, `more` on top of them, lines with their values at the edge, and values at bars."""

    title: str
    look: str  # a class of static/css/figures.css
    title_y: float
    bars: list[Bar]
    more: list[Bar]
    lines: list[Label]
    values: list[Label]


@dataclass(frozen=True)
class Chart:
    name: str  # begins the ids in its SVG
    width: int
    height: int
    left: int
    right: int
    fields: list[Field]
    times: list[Label]
    title: str
    summary: str
    narrow: bool


def draw(periods: list[Period]) -> list[Chart]:
    """The same chart for a wide and for a narrow page; none where there is nothing to draw."""
    return [_chart(periods, width) for width in (WIDE, NARROW)] if periods else []


def _chart(periods: list[Period], width: int) -> Chart:
    ground, name = TOP + HIGH, "chart-wide" if width == WIDE else "chart-narrow"
    second = ground + BETWEEN + LOW
    seen = _field(_("Seen, with not counted on top"), "chart__seen", [(one.count.views, one.count.discarded) for one in periods], ground, HIGH, width)
    clicked = _field(_("Clicked"), "chart__clicked", [(one.count.clicks, 0) for one in periods], second, LOW, width)
    title = _("Seen and clicked by month") if periods[0].monthly else _("Seen and clicked by day")
    return Chart(name, width, second + FOOT, LEFT, width, [seen, clicked], _times(periods, width, second), title, summary(periods), width == NARROW)


def summary(periods: list[Period]) -> str:
    """The chart in words."""
    best = max(periods, key=lambda one: one.count.views)
    views, clicks = sum(one.count.views for one in periods), sum(one.count.clicks for one in periods)
    told = {"first": periods[0].long, "last": periods[-1].long, "best": best.long, "most": intcomma(best.count.views)}
    told |= {
        "seen": ngettext("seen %(number)s time", "seen %(number)s times", views) % {"number": intcomma(views)},
        "clicked": ngettext("clicked %(number)s time", "clicked %(number)s times", clicks) % {"number": intcomma(clicks)},
    }
    return _("%(first)s to %(last)s: %(seen)s, %(clicked)s. Seen most, %(most)s times: %(best)s. The table has every number.") % told


def _field(title: str, look: str, values: list[tuple[int, int]], ground: float, high: float, width: int) -> Field:
    top = nice(max(one + more for one, more in values))
    each = (width - LEFT) / len(values)
    bars, rest = [], []
    for number, (value, more) in enumerate(values):
        x, wide = LEFT + number * each + each * GAP / 2, each * (1 - GAP)
        tall, taller = value / top * high, more / top * high
        bars += [_bar(x, ground - tall, wide, tall)] if value else []
        rest += [_bar(x, ground - tall - taller, wide, taller)] if more else []
    marks = [top, top // 2, 0] if high == HIGH and top % 2 == 0 else [top, 0]
    lines = [Label(LEFT - 8, round(ground - mark / top * high, 1), short(mark), "end") for mark in marks]
    return Field(title, look, ground - high - 16, bars, rest, lines, _values(values, top, ground, high, width))


def _bar(x: float, y: float, width: float, height: float) -> Bar:
    return Bar(round(x, 1), round(y, 1), round(width, 1), round(height, 1))


def _values(values: list[tuple[int, int]], top: int, ground: float, high: float, width: int) -> list[Label]:
    each = (width - LEFT) / len(values)
    few = max(len(short(value)) for value, _more in values) * LETTER + APART <= each  # else only the highest has room for its value
    best = max(range(len(values)), key=lambda number: values[number][0])
    chosen = [number for number in range(len(values)) if values[number][0] and (few or number == best)]
    places = ((number, ground - sum(values[number]) / top * high - 5) for number in chosen)
    return [Label(_middle(number, each, width, 44), round(y, 1), short(values[number][0])) for number, y in places]


def _times(periods: list[Period], width: int, ground: float) -> list[Label]:
    """As many as fit, evenly."""
    each = (width - LEFT) / len(periods)
    step = max(1, -(-len(periods) * LETTERS[width] // (width - LEFT)))
    return [Label(_middle(number, each, width, LETTERS[width]), ground + 18, periods[number].short) for number in range(0, len(periods), step)]


def _middle(number: int, each: float, width: int, room: float) -> float:
    """Of a bar, but never so far out that words which take so much room would be cut."""
    return round(min(max(LEFT + (number + 0.5) * each, LEFT + room / 2 - 16), width - room / 2 + 8), 1)


def nice(most: int) -> int:
    """The next number that is not smaller and has a round half."""
    size, steps = 10 ** max(0, len(str(most)) - 2), (1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40, 50, 60, 80, 100)
    return next(step * size for step in steps if step * size >= most)


def short(number: int) -> str:
    """As a label has room for: 12,345 whole, 1,200,000 as 1.2M."""
    return f"{number / 1_000_000:.3g}M" if number >= 1_000_000 else f"{number:,}"
