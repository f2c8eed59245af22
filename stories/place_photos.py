"""Photographs and their places in a text: over the story, after one of its paragraphs, or at the end. Blocks come in and go out, in order.

Paragraphs (headings, lists and quotations count as one each) are numbered through all texts of a story, from 1.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.models import Image
from people.models import User
from stories.models import TellDraft
from stories.tell_text import plain

TOP, START, END, HERE = "top", "0", "end", "here"  # here: where its block stands
FIELDS = ("photo", "caption", "place")  # of one photograph, each followed by _<its row's number>


@dataclass(frozen=True)
class Photograph:
    image: Image
    place: str = END
    caption: str = ""


def paragraphs(html: str) -> list[str]:
    return [str(child) for child in BeautifulSoup(html, "html.parser").children if str(child).strip()]


def choices(html: str) -> list[tuple[str, str]]:
    """Every place in this text, with the words it comes after."""
    shown = [" ".join(plain(one).split()) for one in paragraphs(html)]
    after = [(str(number), _("After “%(words)s”") % {"words": Truncator(words or "—").chars(50)}) for number, words in enumerate(shown, 1)]
    return [(TOP, _("At the top, over the story")), (START, _("Before the first paragraph")), *after[:-1], (END, _("At the end"))]


def known(place: Any, places: Iterable[tuple[str, str]], *, first: bool) -> str:
    """A place that this text has: the first photograph leads unless it was put elsewhere; a paragraph that is gone was near the end."""
    if not place:
        return TOP if first else END
    return place if place in dict(places) else END


def described(draft: TellDraft, values: Mapping[str, Any], *, by: User) -> list[Photograph]:
    """A draft's photographs with what was typed about them; the descriptions go to the pictures themselves. Call inside a transaction."""
    found = []
    for number, row in enumerate(draft.photos.select_related("image")):
        image, words = row.image, str(values.get(f"photo_{row.pk}", ""))[:255]
        if image.uploaded_by_user_id in (None, by.pk):  # not a picture of the newsroom's that an editor put in
            image.description = image.title = words
            image.uploaded_by_user = by
            image.save(update_fields=["description", "title", "uploaded_by_user"])
        place = str(values.get(f"place_{row.pk}") or (TOP if number == 0 else END))
        found.append(Photograph(image, place, str(values.get(f"caption_{row.pk}", ""))))
    return found


def lead(photos: list[Photograph]) -> Photograph | None:
    return next((photo for photo in photos if photo.place == TOP), None)


def woven(blocks: list[dict[str, Any]], photos: list[Photograph], *, old: Mapping[int, Mapping[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The blocks with each photograph (but the lead) in its place. `old`: the photo blocks there were, by image: they keep their ids."""
    total = sum(len(paragraphs(block["value"])) for block in blocks if block["type"] == "text")
    at: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for photo in photos:
        if photo is not lead(photos):
            at[_position(photo.place, total)].append(_block(photo, (old or {}).get(photo.image.pk)))
    found, count = at.pop(0, []), 0
    for block in blocks:
        if block["type"] != "text":
            found.append({name: block[name] for name in ("type", "value", "id")})
            continue
        ids, part = iter([block["id"]]), []  # the first piece of a text that a photograph divides keeps its id
        for one in (pieces := paragraphs(block["value"])):
            part.append(one)
            count += 1
            if count in at:
                found += [_text("".join(part), ids), *at.pop(count)]
                part = []
        if part or not pieces:
            found.append(_text(block["value"] if len(part) == len(pieces) else "".join(part), ids))
    return [*found, *(one for late in at.values() for one in late)]


def _position(place: str, total: int) -> int:
    return min(int(place), total) if place.isdecimal() else 0 if place == TOP else total


def _text(html: str, ids: Iterable[str]) -> dict[str, Any]:
    return {"type": "text", "value": html, "id": next(iter(ids), None) or str(uuid.uuid4())}


def _block(photo: Photograph, old: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"type": "photo", "value": {"image": photo.image.pk, "caption": photo.caption}, "id": old["id"] if old else str(uuid.uuid4())}


def photos_in(page: Any) -> list[Photograph]:
    """The photographs of a story page where they stand now, each picture once."""
    found = [Photograph(page.photo, TOP, page.photo_caption)] if page.photo else []
    total, count = sum(len(paragraphs(block.value.source)) for block in page.body if block.block_type == "text"), 0
    for block in page.body:
        if block.block_type == "text":
            count += len(paragraphs(block.value.source))
        elif block.block_type == "photo" and block.value.get("image"):
            found.append(Photograph(block.value["image"], END if count == total else str(count), block.value.get("caption") or ""))
    return list({photo.image.pk: photo for photo in reversed(found)}.values())[::-1]


def raw_blocks(page: Any) -> list[dict[str, Any]]:
    """The page's blocks as plain values."""
    return json.loads(json.dumps([dict(raw) for raw in page.body.raw_data]))
