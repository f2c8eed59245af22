"""A story in one box: its texts with a marker where each other block stands ('[[2 Pull quote]]'), and apart again. Nothing is lost on the way:
a marker that was deleted leaves its block, at the end; a text that was not touched keeps its block's id.

A photograph stands where its marker does: over the story where it was put at the very top, otherwise in the text. One that led keeps leading
where its marker was deleted."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from stories.blocks import StoryBlock
from stories.desk_layout import Spot, photo_spot, placed, spots
from stories.place_photos import HERE, TOP

MARKER = re.compile(r"[ \t]*\[\[[ \t]*(\d{1,3})\b[^\]\n]*\]\][ \t]*")
FIELD, MODE, PLAIN = "whole", "mode", "plain"


def is_plain(typed: Mapping[str, Any]) -> bool:
    return typed.get(MODE) == PLAIN


def text_of(typed: Mapping[str, Any], spot: Spot) -> str:
    return str(typed.get(f"block-{spot.id}-text", "")).strip()


def others(found: Iterable[Spot]) -> list[Spot]:
    """The blocks that are no text, in the order of their numbers."""
    return [spot for spot in found if spot.kind != "text"]


def marker(number: int, kind: str) -> str:
    return f"[[{number} {StoryBlock().child_blocks[kind].label}]]"


def markers(typed: Mapping[str, Any]) -> dict[str, str]:
    """The marker of each block that is no text, by its id."""
    return {spot.id: marker(number, spot.kind) for number, spot in enumerate(others(spots(typed)), start=1)}


def joined(typed: Mapping[str, Any]) -> str:
    """All texts in one, each other block as its marker."""
    marked = markers(typed)
    pieces = [marked.get(spot.id) or text_of(typed, spot) for spot in spots(typed)]
    return "\n\n".join(piece for piece in pieces if piece)


def to_plain(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What changes in a draft that goes over to one box."""
    if is_plain(typed):
        return {}
    found, lead = spots(typed), _lead(typed, spots(typed))
    order = placed([*([lead] if lead else []), *(spot for spot in found if spot != lead)])
    return {MODE: PLAIN, FIELD: joined({**typed, **order})} | order


def with_photos(typed: Mapping[str, Any], new: Iterable[int]) -> dict[str, Any]:
    """What changes where photographs come while it is in one box. As everywhere, the first of all leads; the others come at the end. No
    marker changes its number by it: the new ones are counted last."""
    before = spots(typed)
    came = [photo_spot(pk) for pk in new if photo_spot(pk) not in before]
    if not came:
        return {}
    order = placed([*before, *came])
    marked, whole = markers({**typed, **order}), str(typed.get(FIELD, "")).strip()
    leads = came[0] if not any(spot.kind == "photo" for spot in before) else None
    pieces = [marked[leads.id] if leads else "", whole, *(marked[spot.id] for spot in came if spot != leads)]
    places = {f"place_{spot.photo}": TOP if spot == leads else HERE for spot in came}
    return order | places | {FIELD: "\n\n".join(piece for piece in pieces if piece)}


def to_blocks(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What changes in a draft that goes back to blocks."""
    return apart(typed) | {MODE: "", FIELD: ""} if is_plain(typed) else {}


def as_blocks(typed: Mapping[str, Any]) -> Mapping[str, Any]:
    """The draft's values as they would be in blocks, whichever way they are being typed."""
    return {**typed, **apart(typed)} if is_plain(typed) else typed


def apart(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The blocks of the text in the box: their order, and the words of each text."""
    whole, before = str(typed.get(FIELD, "")), spots(typed)
    if whole.strip() == joined(typed).strip():
        return placed(before)
    numbered = dict(enumerate(others(before), start=1))
    runs: list[Spot | str] = []
    left = dict(numbered)
    for piece in _pieces(whole):
        spot = left.pop(piece, None) if isinstance(piece, int) else None
        if spot:
            runs.append(spot)
        elif isinstance(piece, str):
            runs.append(piece)
    lead = _lead(typed, left.values())
    runs = [*([lead] if lead else []), *runs, *(spot for spot in left.values() if spot != lead)]
    return _named(runs, typed, before) | _places(runs, typed, before)


def _lead(typed: Mapping[str, Any], found: Iterable[Spot]) -> Spot | None:
    """The photograph that stands over the story."""
    return next((spot for spot in found if spot.kind == "photo" and typed.get(f"place_{spot.photo}") == TOP), None)


def _places(runs: list[Spot | str], typed: Mapping[str, Any], before: list[Spot]) -> dict[str, str]:
    """The photograph whose marker is the first of all leads if it led, or was moved there; every other one stands where its marker is."""
    photos = [spot for spot in runs if isinstance(spot, Spot) and spot.kind == "photo"]
    first = photos[0] if photos and runs[0] == photos[0] else None
    leads = first if first and (first == _lead(typed, photos) or first != before[0]) else None
    return {f"place_{spot.photo}": TOP if spot == leads else HERE for spot in photos}


def _pieces(whole: str) -> Iterable[str | int]:
    """The text between markers, and the numbers of the markers."""
    lines: list[str] = []
    for line in whole.replace("\r\n", "\n").split("\n"):
        found = MARKER.fullmatch(line)
        if not found:
            lines.append(line)
            continue
        if "\n".join(lines).strip():
            yield "\n".join(lines).strip()
        lines = []
        yield int(found[1])
    if "\n".join(lines).strip():
        yield "\n".join(lines).strip()


def _named(runs: list[Spot | str], typed: Mapping[str, Any], before: list[Spot]) -> dict[str, Any]:
    """Each text gets the id of the one that says the same, or else of the next one that nobody claims, or a new one."""
    said = {text_of(typed, spot): spot for spot in reversed(before) if spot.kind == "text"}
    same = {number: said.pop(run) for number, run in enumerate(runs) if isinstance(run, str) and run in said}
    free = iter([spot for spot in before if spot.kind == "text" and spot not in same.values()])
    found, words = [], {}
    for number, run in enumerate(runs):
        if isinstance(run, Spot):
            found.append(run)
            continue
        spot = same.get(number) or next(free, None) or Spot("text", str(uuid.uuid4()))
        found.append(spot)
        words[f"block-{spot.id}-text"] = run
    return placed(found or before, typed) | words
