"""A shelf comes in; every post on it goes out one at a time, whatever formats lie there, with what does not come in and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from writers.posts import ghost, single, substack, trouble, wxr
from writers.posts.decode import decoded
from writers.posts.post import MOST_TEXT, Left, NotReadable, Post
from writers.posts.shelf import PICTURES, One, Shelf

TEXTS = {".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text", ".html", ".htm"}
ARCHIVES = {".zip", ".gz", ".tar", ".tgz", ".7z", ".rar"}
MOST_JSON = 100 * 1024**2
SNIFF = 4096
FURNITURE = {"node_modules", "themes", "layouts", "archetypes", "public", "_site", "_layouts", "_includes", "_sass", "_data", "vendor"}
ABOUT = re.compile(r"^(readme|license|licence|changelog|contributing|robots|humans|security|cname|404|_index|requirements)$", re.IGNORECASE)


@dataclass
class Plan:
    """What lies on a shelf: (kind, name) in order, how many posts that makes, and what is nothing of ours."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    total: int = 0
    other: list[str] = field(default_factory=list)
    exports: dict[str, wxr.Export] = field(default_factory=dict)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def plan(shelf: Shelf) -> Plan:
    """Raises NotReadable where the one file that was given is of no kind we know."""
    found = Plan()
    for name in shelf.names:
        if FURNITURE.isdisjoint(PurePosixPath(name).parts[:-1]):
            _place(found, shelf, name)
    listed = {f"{row['post_id']}.html" for rows in found.tables.values() for row in rows}
    found.parts = [(kind, name) for kind, name in found.parts if kind != "text" or PurePosixPath(name).name not in listed]
    found.total += sum(kind == "text" for kind, _name in found.parts)
    if isinstance(shelf, One) and not found.parts:
        raise NotReadable(_("We know Markdown, HTML, plain text, WordPress's export (.xml), Ghost's (.json) and a zip of them. This file is none of these."))
    return found


def _place(found: Plan, shelf: Shelf, name: str) -> None:
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    try:
        if suffix in TEXTS and (not ABOUT.match(path.stem) or isinstance(shelf, One)):
            found.parts.append(("text", name))
        elif suffix == ".xml" and b"wordpress.org/export" in _head(shelf, name):
            with shelf.open(name) as file:
                found.exports[name] = wxr.look(file)
            found.parts.append(("wxr", name))
            found.total += found.exports[name].count
        elif suffix == ".json" and re.search(rb'"(db|posts)"\s*:', _head(shelf, name)):
            found.total += len(_ghost(shelf, name)["posts"])
            found.parts.append(("ghost", name))
        elif path.name == "posts.csv" and (rows := substack.rows(shelf, name)):
            found.tables[name] = rows
            found.parts.append(("substack", name))
            found.total += len(rows)
        elif suffix in ARCHIVES and not isinstance(shelf, One):
            shelf.left.append(Left(name, _("An archive within an archive is not opened. Take it out, and bring it by itself.")))
        elif suffix not in PICTURES and suffix != ".csv":
            found.other.append(name)
    except Exception as problem:
        shelf.left.append(trouble.left(name, problem))
        if isinstance(shelf, One):
            raise NotReadable(shelf.left[-1].words) from problem


def _head(shelf: Shelf, name: str) -> bytes:
    with shelf.open(name) as file:
        return file.read(SNIFF)


def _ghost(shelf: Shelf, name: str) -> dict:
    return ghost.data(decoded(shelf.read(name, most=MOST_JSON))[0])


def posts(shelf: Shelf, found: Plan) -> Iterator[Post | Left]:
    yield from shelf.left
    for kind, name in found.parts:
        try:
            yield from _of(shelf, found, kind, name)
        except Exception as problem:
            yield trouble.left(name, problem)
    if found.other:
        shown = ", ".join(PurePosixPath(name).name for name in found.other[:5])
        yield Left(shown + (" ..." if len(found.other) > 5 else ""), _("Neither posts nor pictures: %(count)s.") % {"count": len(found.other)})


def _of(shelf: Shelf, found: Plan, kind: str, name: str) -> Iterator[Post | Left]:
    if kind == "wxr":
        with shelf.open(name) as file:
            yield from wxr.posts(file, name=PurePosixPath(name).name, about=found.exports[name])
    elif kind == "ghost":
        yield from ghost.posts(_ghost(shelf, name), name=PurePosixPath(name).name)
    elif kind == "substack":
        yield from substack.posts(shelf, found.tables[name], table=name)
    else:
        text, said = decoded(shelf.read(name, most=MOST_TEXT))
        yield single.read(text, name=name, said=said)
