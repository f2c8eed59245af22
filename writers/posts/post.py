"""A post from elsewhere, once read: what every reader of a format gives, and what the table says of each."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MOST_TEXT = 2 * 1024**2  # bytes or letters of one post


class NotReadable(Exception):
    """Nothing of this file or archive can be read; the words say why and what to do."""


@dataclass
class Words:
    """Stored HTML (stories.tell_text.TAGS)."""

    html: str


@dataclass
class Picture:
    """A picture that the text shows: its address or name as it stands there, or the bytes that stood in the text itself."""

    ref: str
    description: str = ""
    caption: str = ""
    credit: str = ""
    rights: str = ""
    whole: bool = False  # no smaller copy of another picture, even where its name looks so


@dataclass
class Block:
    """A block of ours that is no text, with the value it is stored with."""

    kind: str
    value: dict[str, Any]


Piece = Words | Picture | Block


@dataclass
class Post:
    where: str  # the file, or its number in an export: what the table calls it
    title: str
    pieces: list[Piece]
    own_id: str = ""  # the post's own id or address; empty: known by its file's name and date
    date: datetime | None = None
    terms: list[str] = field(default_factory=list)  # tags and categories
    standfirst: str = ""
    lead: Picture | None = None
    url: str = ""
    slug: str = ""  # of its address there
    comments: str = ""  # as a text for the editor
    signed: list[str] = field(default_factory=list)  # who wrote it, where more than one person wrote what came with it
    said: list[str] = field(default_factory=list)  # what could not be kept, or was assumed
    front: dict[str, Any] = field(default_factory=dict)  # what has no field of ours
    own: dict[str, Any] = field(default_factory=dict)  # of a post that was taken along from here: make_page's values

    def say(self, *words: str) -> None:
        self.said += [one for one in words if one not in self.said]

    @property
    def key(self) -> str:
        stem = self.where.rsplit("/", 1)[-1]
        name = self.where.rsplit("/", 2)[-2] if stem.startswith("index.") and "/" in self.where else stem
        if len(str(self.own.get("key", ""))) == 64:
            return str(self.own["key"])
        return hashed(self.own_id or f"{name}|{self.date.isoformat() if self.date else ''}")

    @property
    def digest(self) -> str:
        """Of what it says: another one when the post was changed."""
        told: list[Any] = [self.title, self.standfirst, [[type(one).__name__, _told(one)] for one in self.pieces], sorted(self.terms)]
        return hashed(json.dumps(told, sort_keys=True, default=str))


@dataclass
class Left:
    """Something that does not come in, and why."""

    where: str
    words: str


def hashed(text: str) -> str:
    return hashlib.blake2s(text.encode(errors="replace")).hexdigest()


def _told(piece: Piece) -> Any:
    if isinstance(piece, Words):
        return piece.html
    if isinstance(piece, Block):
        return piece.value
    return [piece.ref[:500], piece.description, piece.caption]
