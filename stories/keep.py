"""Keeping what is typed: a draft and the fields of one part come in; they are stored at once, valid or not, and never over a newer text.

Each part remembers which tab saved it last (`data["_kept"]`). A tab that has not seen that save is told, and its text is set aside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import User
from stories import desk_layout
from stories.models import TellDraft
from stories.typing import storable

MOST_SET_ASIDE = 12
TRIES = 8
SINGLE = ("at-", "block-", "remark-")  # of a block, or of a remark: a text that was set aside need not hold all of them
NEWEST = 10**9  # the version of a form that does not say which one it was made from


class DraftIsGone(Exception):
    """The draft was sent or thrown away in the meantime."""


@dataclass(frozen=True)
class Tab:
    """Who saves: a random name for one load of one page, how many saves it made, and the version it was shown."""

    name: str = ""
    order: int = 0
    version: int = 0
    by: int | None = None  # the account of who saves


@dataclass(frozen=True)
class Kept:
    draft: TellDraft
    conflict: bool = False
    newer_at: str = ""  # when the other tab saved, ISO
    newer_by: int | None = None


def begin(*, user: User | None) -> TellDraft:
    return TellDraft.objects.create(user=user)


def keep(draft: TellDraft, *, part: str, fields: dict[str, Any], tab: Tab) -> Kept:
    """Stores the fields of a part. Raises DraftIsGone."""
    fields = {str(name): value for name, value in storable(fields).items() if not str(name).startswith("_")}  # type: ignore[attr-defined]
    for _try in range(TRIES):
        found = TellDraft.objects.filter(pk=draft.pk, story=None).first()
        if found is None:
            raise DraftIsGone
        draft = found
        mark = draft.data.get("_kept", {}).get(part, {})
        same_tab = bool(tab.name) and mark.get("tab") == tab.name
        changed = any(draft.data.get(name, "") != value and (value or draft.data.get(name)) for name, value in fields.items())
        if not changed or (same_tab and tab.order < mark.get("order", 0)):
            if not changed and tab.name:
                _stored(draft, data=_marked(draft, part, replace(tab, by=mark.get("by", tab.by))), bump=False)  # whoever agrees did not write it
            return Kept(draft)
        if mark and not same_tab and tab.version < mark.get("version", 0):
            if _stored(draft, set_aside=_aside(draft, part, fields, tab), bump=False):
                return Kept(draft, conflict=True, newer_at=mark.get("at", ""), newer_by=mark.get("by"))
        elif _stored(draft, data=_marked(draft, part, tab, version=draft.version + 1) | _without_old_rows(draft, part, fields)):
            return Kept(draft)
    raise DraftIsGone


def use_set_aside(draft: TellDraft, *, number: int, at: str = "") -> None:
    """Takes a text that was set aside back as the draft's; the one it replaces is set aside in its place. As _held()."""
    with transaction.atomic():
        draft = _held(draft, number, at)
        aside = list(draft.set_aside)
        chosen = aside.pop(number)
        part, fields = chosen["part"], as_a_whole(draft, chosen)
        aside.append(_replaced(draft, part, fields))
        _taken(draft, part, fields, aside, by=chosen.get("by"))


def as_a_whole(draft: TellDraft, entry: dict[str, Any]) -> dict[str, Any]:
    """What changes in the draft where all of a text that was set aside is taken: rows and blocks that it does not have are gone."""
    rows = {name: value for name, value in entry["data"].items() if not name.startswith(SINGLE)}
    return desk_layout.taken(draft.data, _without_old_rows(draft, entry["part"], rows) | entry["data"])


def use_one_field(draft: TellDraft, *, number: int, name: str, by: int | None, at: str = "") -> None:
    """Takes one field of a text that was set aside; what it replaces is set aside, and the rest of that text stays where it is. As _held()."""
    with transaction.atomic():
        draft = _held(draft, number, at)
        aside = list(draft.set_aside)
        part, rest = aside[number]["part"], dict(aside[number]["data"])
        if name.startswith("_") or name not in rest:
            raise DraftIsGone
        fields = {name: rest.pop(name)}
        differs = any(draft.data.get(key, "") != value for key, value in rest.items() if key != "revision")
        aside[number : number + 1] = [{**aside[number], "data": rest}] if differs else []
        aside.append(_replaced(draft, part, fields))
        _taken(draft, part, fields, aside, by=by)


def throw_away(draft: TellDraft, *, number: int, at: str = "") -> None:
    """As _held()."""
    with transaction.atomic():
        draft = _held(draft, number, at)
        aside = [entry for position, entry in enumerate(draft.set_aside) if position != number]
        TellDraft.objects.filter(pk=draft.pk).update(set_aside=aside)


def _held(draft: TellDraft, number: int, at: str) -> TellDraft:
    """The row as it is now, held until the transaction ends. Raises DraftIsGone where the text that was set aside at `at` (ISO; empty: any)
    does not stand at `number` any more: a second click must not undo the first, nor throw away the next text."""
    found = TellDraft.objects.select_for_update().filter(pk=draft.pk, story=None).first()
    if found is None or number >= len(found.set_aside) or (at and found.set_aside[number]["saved_at"] != at):
        raise DraftIsGone
    return found


def _replaced(draft: TellDraft, part: str, fields: dict[str, Any]) -> dict[str, Any]:
    """An entry with what stands in these fields now, under the name of who wrote it. Where the blocks change, with the words of each."""
    by = draft.data.get("_kept", {}).get(part, {}).get("by")
    words = [name for name in draft.data if name.startswith("block-")] if desk_layout.is_laid_out(fields) else []
    data = {name: draft.data.get(name, "") for name in (*fields, *words)}
    return {"saved_at": timezone.now().isoformat(), "part": part, "data": data, "tab": "", "by": by}


def _taken(draft: TellDraft, part: str, fields: dict[str, Any], aside: list[dict[str, Any]], *, by: int | None) -> None:
    data = {**draft.data, **_marked(draft, part, Tab(by=by), version=draft.version + 1), **fields}
    changes = {"data": data, "set_aside": aside[-MOST_SET_ASIDE:], "version": draft.version + 1, "saved_at": timezone.now(), "sent_at": None}
    if not TellDraft.objects.filter(pk=draft.pk, version=draft.version, story=None).update(**changes):
        raise DraftIsGone


def _marked(draft: TellDraft, part: str, tab: Tab, *, version: int | None = None) -> dict[str, Any]:
    old = draft.data.get("_kept", {})
    seen = version if version is not None else old.get(part, {}).get("version", 0)
    return {"_kept": {**old, part: {"tab": tab.name, "order": tab.order, "version": seen, "at": timezone.now().isoformat(), "by": tab.by}}}


def _without_old_rows(draft: TellDraft, part: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A row that is no longer sent is empty: rows are closed up when a page is shown again."""
    prefixes = {name.split("-")[0] + "-" for name in fields if "-" in name}
    gone = {name: "" for name in draft.data if any(name.startswith(prefix) for prefix in prefixes)}
    return {**gone, **fields}


def _aside(draft: TellDraft, part: str, fields: dict[str, Any], tab: Tab) -> list[dict[str, Any]]:
    """One entry for each tab and part: what that tab types next replaces it."""
    others = [entry for entry in draft.set_aside if not (tab.name and entry.get("tab") == tab.name and entry["part"] == part)]
    entry = {"saved_at": timezone.now().isoformat(), "part": part, "data": fields, "tab": tab.name, "order": tab.order, "by": tab.by}
    return [*[kept for kept in others if kept["data"] != fields], entry][-MOST_SET_ASIDE:]


def _stored(draft: TellDraft, *, data: dict[str, Any] | None = None, set_aside: list | None = None, bump: bool = True) -> bool:
    """One conditional UPDATE: False where another request has saved since this draft was read. A changed text must be sent again."""
    changes: dict[str, Any] = {}
    if data is not None:
        changes["data"] = {**draft.data, **data}
    if set_aside is not None:
        changes["set_aside"] = set_aside
    if bump:
        changes |= {"version": draft.version + 1, "saved_at": timezone.now(), "sent_at": None}
    if not TellDraft.objects.filter(pk=draft.pk, version=draft.version, story=None).update(**changes):
        return False
    for name, value in changes.items():
        setattr(draft, name, value)
    return True
