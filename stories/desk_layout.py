"""The order of a story's blocks as its author arranges them at her desk. It is typed like any field ('at-<id>': '<position>:<kind>'), so that
it is kept, set aside and taken back together with the words; what is removed stays in '_undo' until the story is saved."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ADDED = ("text", "pull_quote", "figures", "lesson", "wall_quote", "epigraph")  # what an author may add; photographs come as files
KINDS = {*ADDED, "photo", "question"}
MOST = 80  # blocks of one story
MOST_UNDONE = 20
SPOT = re.compile(r"at-([0-9A-Za-z-]{1,60})")
VALUE = re.compile(r"(\d{1,4}):(\w{1,20})")

Data = dict[str, Any]


@dataclass(frozen=True)
class Spot:
    kind: str
    id: str

    @property
    def photo(self) -> int:
        """The number of a photograph's row in the draft."""
        return int(self.id.removeprefix("photo-")) if self.id.removeprefix("photo-").isdecimal() else 0


def photo_spot(pk: int) -> Spot:
    return Spot("photo", f"photo-{pk}")


def spots(typed: Mapping[str, Any]) -> list[Spot]:
    """The blocks in their order. Whatever a form claims, each is of a kind we know and stands once."""
    found = []
    for name, value in typed.items():
        named, placed_at = SPOT.fullmatch(name), VALUE.fullmatch(str(value))
        if named and placed_at and placed_at[2] in KINDS:
            found.append((int(placed_at[1]), Spot(placed_at[2], named[1])))
    return [spot for _position, spot in sorted(found, key=lambda pair: pair[0])][:MOST]


def is_laid_out(typed: Mapping[str, Any]) -> bool:
    return any(name.startswith("at-") for name in typed)


def placed(found: Iterable[Spot], typed: Mapping[str, Any] | None = None) -> Data:
    """The fields that say this order; those of `typed` that are not in it any more are emptied."""
    gone = {name: "" for name in typed or {} if name.startswith("at-")}
    return gone | {f"at-{spot.id}": f"{number}:{spot.kind}" for number, spot in enumerate(found, start=1)}


def taken(typed: Mapping[str, Any], fields: Mapping[str, Any]) -> Data:
    """What changes where a text that was set aside is taken whole: blocks that it does not have are gone. Photographs came as files and stay,
    after the others."""
    if not is_laid_out(fields):
        return dict(fields)
    more = [spot for spot in spots(typed) if spot.kind == "photo" and f"at-{spot.id}" not in fields]
    gone = {name: "" for name in fields if name.startswith("at-")}
    return {**fields, **gone, **placed([*spots(fields), *more], typed)}


def act(typed: Mapping[str, Any], what: str) -> tuple[Data, str]:
    """What a button changes ('add:pull_quote:<after id>', 'up:<id>', 'down:<id>', 'remove:<id>', 'undo'), and the id of the block to look
    at afterwards. Nothing where the button asks for something that is not there."""
    name, _colon, rest = what.partition(":")
    doing: Callable[[Mapping[str, Any], str], tuple[Data, str]] | None = ACTS.get(name)
    return doing(typed, rest) if doing else ({}, "")


def is_act(what: str) -> bool:
    return what.partition(":")[0] in ACTS


def _add(typed: Mapping[str, Any], rest: str) -> tuple[Data, str]:
    kind, _colon, after = rest.partition(":")
    found = spots(typed)
    if kind not in ADDED or len(found) >= MOST:
        return {}, ""
    here = next((number + 1 for number, spot in enumerate(found) if spot.id == after), 0 if after == "top" else len(found))
    new = Spot(kind, str(uuid.uuid4()))
    return placed([*found[:here], new, *found[here:]]), new.id


def _move(typed: Mapping[str, Any], which: str, by: int) -> tuple[Data, str]:
    found = spots(typed)
    at = next((number for number, spot in enumerate(found) if spot.id == which), None)
    if at is None or not 0 <= at + by < len(found):
        return {}, which if at is not None else ""
    found[at], found[at + by] = found[at + by], found[at]
    return placed(found), which


def _remove(typed: Mapping[str, Any], which: str) -> tuple[Data, str]:
    found = spots(typed)
    at = next((number for number, spot in enumerate(found) if spot.id == which), None)
    if at is None:
        return {}, ""
    spot = found.pop(at)
    fields = {name: value for name, value in typed.items() if name.startswith(f"block-{which}-")}
    entry = {"kind": spot.kind, "id": spot.id, "at": at, "fields": fields}
    beside = found[min(at, len(found) - 1)].id if found else ""
    return placed(found, typed) | {"_undo": [*typed.get("_undo", []), entry][-MOST_UNDONE:]}, beside


def _undo(typed: Mapping[str, Any], _rest: str) -> tuple[Data, str]:
    """The block that was removed last comes back where it was, with its words."""
    removed = list(typed.get("_undo", []))
    if not removed:
        return {}, ""
    entry, found = removed.pop(), spots(typed)
    if any(spot.id == entry["id"] for spot in found):
        return {"_undo": removed}, entry["id"]
    found.insert(min(entry["at"], len(found)), Spot(entry["kind"], entry["id"]))
    return placed(found) | entry["fields"] | {"_undo": removed}, entry["id"]


ACTS: dict[str, Callable[[Mapping[str, Any], str], tuple[Data, str]]] = {
    "add": _add,
    "up": lambda typed, which: _move(typed, which, -1),
    "down": lambda typed, which: _move(typed, which, 1),
    "remove": _remove,
    "undo": _undo,
}
