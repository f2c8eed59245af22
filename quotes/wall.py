"""What stands on a prompt's wall: a prompt and what a reader asked for come in, rows in an order that an index serves go out.

Pinned ones stand first where the editors choose the order; a reader who filters or asks for the most rung gets exactly that.
Every function here takes prompts that show their answers: ask prompt.shows() first.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.http import QueryDict

from core import ready
from quotes.models import Prompt, Quote, QuoteQuerySet

MOST_PROMPTS = 300  # a newsroom asks one question at a time
MOST_COUNTED = 10_000  # answers; beyond it the page says "more than"
LOOKED_AT = 1_000  # the newest answers, whose towns and lines of work are offered as filters
MOST_OFFERED = 60  # of each
GONE = {Quote.Status.WITHDRAWN, Quote.Status.HIDDEN}
RINGS = "rings"


@dataclass(frozen=True)
class Choice:
    """What a reader chose: a town, a line of work, and an order ("" is newest first)."""

    place: str = ""
    work: str = ""
    order: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.place or self.work)

    @property
    def field(self) -> str:
        return "rings" if self.order == RINGS else "shown_at"

    def address(self, prompt: Prompt, **changes: str) -> str:
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in vars(replace(self, **changes)).items() if value})
        return f"{prompt.get_absolute_url()}?{query.urlencode()}" if query else prompt.get_absolute_url()


def asked(query: QueryDict) -> Choice:
    """What an address asks for; what no row could hold is cut away."""
    place, work = (query.get(name, "").replace("\x00", "").strip()[:80] for name in ("place", "work"))
    return Choice(place=place, work=work, order=RINGS if query.get("order") == RINGS else "")


@ready.through_decisions
def prompts() -> list[Prompt]:
    """All prompts, those of tomorrow too, newest first. Shared: read them only."""
    return list(Prompt.objects.all()[:MOST_PROMPTS])


def current(known: list[Prompt], moment: datetime) -> Prompt | None:
    """As Prompt.objects.current(), of prompts that are at hand."""
    running = [prompt for prompt in known if prompt.is_open(moment)]
    showing = [prompt for prompt in running if prompt.shows(moment)]
    return next(iter([*showing, *running]), None) or next((prompt for prompt in known if prompt.opens_at <= moment), None)


def answers(prompt: Prompt, choice: Choice | None = None) -> QuoteQuerySet:
    """The approved answers, unordered; of a town, of a line of work, or of both."""
    found = Quote.objects.approved().filter(prompt=prompt)
    if choice and choice.place:
        found = found.filter(town=choice.place)
    return found.filter(work=choice.work) if choice and choice.work else found


def apart(rows: QuoteQuerySet, *, pinned: bool) -> QuoteQuerySet:
    """Only the pinned ones, or only the others. Not filter(pinned=...): Django writes that as NOT, and SQLite enters no index by it."""
    return rows.filter(pinned__in=[pinned])


def first(prompt: Prompt, number: int) -> list[Quote]:
    """Pinned ones, then the newest."""
    return list(answers(prompt).order_by("-pinned", "-shown_at", "-id")[:number])


def newest(prompt: Prompt, number: int) -> list[Quote]:
    """By date alone. Two short walks of one index: pinned ones stand apart in it."""
    rows = [apart(answers(prompt), pinned=pinned).order_by("-shown_at", "-id")[:number] for pinned in (True, False)]
    return list(heapq.merge(*rows, key=attrgetter("shown_at", "pk"), reverse=True))[:number]


def count(prompt: Prompt, choice: Choice | None = None) -> int:
    """How many stand there; MOST_COUNTED at most."""
    return _count(prompt, choice.place if choice else "", choice.work if choice else "")


@ready.until_changed
def _count(prompt: Prompt, place: str, work: str) -> int:
    crowded, which = _crowded(prompt), (place, work)
    if which in crowded:
        return MOST_COUNTED
    number = answers(prompt, Choice(place=place, work=work))[:MOST_COUNTED].count()
    if number == MOST_COUNTED:
        crowded.add(which)
    return number


@ready.through_decisions
def _crowded(prompt: Prompt) -> set[tuple[str, str]]:
    """A place for the choices that were found with MOST_COUNTED answers or more: one decision more does not make that worth counting again."""
    return set()


def offers(prompt: Prompt, choice: Choice) -> dict[str, list[dict[str, Any]]]:
    """The most frequent towns and lines of work of the newest answers, by the alphabet, and what is chosen."""
    towns, works = _frequent(prompt)
    return {"place": _offered(towns, choice.place), "work": _offered(works, choice.work)}


@ready.until_changed
def _frequent(prompt: Prompt) -> tuple[list[str], list[str]]:
    """One query, however many answers there are."""
    seen = answers(prompt).order_by("-pinned", "-shown_at", "-id").values_list("town", "work")[:LOOKED_AT]
    towns, works = zip(*seen, strict=True) if seen else ((), ())
    return _most_common(towns), _most_common(works)


def _most_common(values: tuple[str, ...]) -> list[str]:
    return [name for name, _times in Counter(filter(None, values)).most_common(MOST_OFFERED)]


def _offered(names: list[str], chosen: str) -> list[dict[str, Any]]:
    every = {*names, chosen} - {""}
    return [{"value": name, "current": name == chosen} for name in sorted(every, key=str.casefold)]


def find(pk: int, moment: datetime) -> Quote | None:
    """The quote, with its prompt, if anybody may read it or the dated gap that it left; None for all others."""
    quote = Quote.objects.select_related("prompt").filter(pk=pk).first()
    if quote is None or not quote.prompt.shows(moment):
        return None
    return quote if quote.status == Quote.Status.APPROVED or (quote.status in GONE and quote.shown_at) else None
