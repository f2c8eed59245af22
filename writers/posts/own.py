"""A post that was taken along from here (writers/take_away.py): its text with its marks comes in, the very blocks and values go out.

The front matter holds what Markdown has no shape for, under `well_served`; a mark in the text says where each block stands. A text between
two marks is what its author edits; what stands between a block's mark and its end is only shown to other programs.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import nh3
from django.utils.translation import gettext as _

from people.models import Byline
from stories.blocks import StoryBlock
from stories.forms.rows import AlsoRow
from stories.models import StoryPage
from stories.tell_text import SCHEMES, TAGS, to_html
from stories.typing import clean, clean_line
from writers.posts import dates
from writers.posts.front import Front
from writers.posts.post import Block, Picture, Piece, Post, Words

VERSION = 1
MOST_BUSINESSES = 1 + AlsoRow.most  # as the desk's form takes: the one it is about, and those named with it
MARK = re.compile(r"^<!-- well served: ([a-z_]+)(?: (\d+))? -->$")
END = "<!-- well served: end -->"
LOOKS_LIKE_MARK = re.compile(r"^<!-- well served:", re.MULTILINE)
PLAIN_BLOCKS = ("pull_quote", "figures", "lesson", "epigraph")
PICTURE = ("description", "caption", "credit", "rights")
CHOICES = {"kind": StoryPage.Kind, "stake": StoryPage.Stake, "ai_use": StoryPage.AIUse, "outcome": StoryPage.Outcome}
LINES = {"happened": 80, "stake_note": 200, "ai_note": 200}


def read(top: Front, *, name: str) -> Post:
    held = top.values["well_served"]
    post = Post(name, _line(top.values.get("title"), 255), [], standfirst=_line(top.values.get("description"), 300))
    post.slug = _line(top.values.get("slug"), 255)
    post.own = _values(held, post) | {"story": _line(held.get("story"), 36), "section": _line(held.get("section"), 255)}
    brought = _dict(held.get("brought"))
    post.own["key"], post.url = _line(brought.get("key"), 64), _line(brought.get("url"), 1000)
    post.own_id = f"story:{post.own['story']}"
    post.date, words = dates.moment(top.values.get("date"))
    post.say(*([words] if words else []))
    post.terms = [_line(one, 80) for one in _list(top.values.get("tags"))]
    post.lead = _picture(held["lead"]) if isinstance(held.get("lead"), dict) else None
    post.pieces = list(_pieces(top.body, _list(held.get("blocks")), post))
    known = {"title", "description", "date", "draft", "slug", "tags", "categories", "well_served"}
    post.front = {key: value for key, value in top.values.items() if key not in known}
    if not post.title:
        post.title = name.rsplit("/", 2)[-2] if "/" in name else name
        post.say(_("It had no title: the file's name was taken."))
    return post


def marked(html: str) -> str:
    """Stored HTML without what an editor's program adds to it: what is compared and kept."""
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None).replace("<br>", "<br/>").replace("<hr>", "<hr/>")


def _pieces(body: str, blocks: list[Any], post: Post):
    """The texts and blocks in the order of the file; a mark that names no block is a piece of text."""
    lines: list[str] = []
    text_expected = inside = False
    for line in [*body.split("\n"), "<!-- well served: text -->"]:
        found = MARK.match(line)
        if inside:
            inside = line != END
        elif found:
            html = to_html("\n".join(lines).strip("\n"))
            if html or text_expected:
                yield Words(html)
            number = int(found[2] or 0)
            lines, text_expected = [], found[1] == "text" and not number
            inside = number > 0
            if 0 < number <= len(blocks) and isinstance(blocks[number - 1], dict):
                yield from _block(blocks[number - 1], post)
        else:
            lines.append(line)


def _block(raw: dict[str, Any], post: Post) -> list[Piece]:
    kind = str(raw.get("type"))
    if kind == "text":
        return [Words(marked(clean(str(raw.get("html", "")))))]
    if kind == "photo":
        return [_picture(raw)]
    if kind == "wall_quote":
        return [Block(kind, {"quote": raw.get("quote"), "pinned": _line(raw.get("pinned"), 40)})]
    if kind == "question":
        return [Block(kind, {"prompt": _line(raw.get("prompt"), 120)})]
    if kind in PLAIN_BLOCKS:
        value = {name: clean(str(raw.get(name) or "")).strip() for name in _fields(kind)}
        if all(len(words) <= _fields(kind)[name] for name, words in value.items()):
            return [Block(kind, value)]
    post.say(_("A block in its front matter could not be read: %(kind)s.") % {"kind": kind[:40]})
    return []


@cache
def _fields(kind: str) -> dict[str, int]:
    """The fields of a block and how much each takes, as the block itself says."""
    return {name: child.field.max_length or 600 for name, child in StoryBlock().child_blocks[kind].child_blocks.items()}


def _picture(raw: dict[str, Any]) -> Picture:
    told = {name: _line(raw.get(name), 255) for name in PICTURE}
    return Picture(_line(raw.get("file"), 300), told["description"], told["caption"][:240], told["credit"][:120], told["rights"][:160])


def _values(held: dict[str, Any], post: Post) -> dict[str, Any]:
    """What stories.make_page.fill takes."""
    values: dict[str, Any] = {name: _line(held.get(name), longest) for name, longest in LINES.items()}
    for name, choices in CHOICES.items():
        typed = _line(held.get(name), 20)
        values[name] = typed if typed in choices.values else ""
    values |= {name: [_line(one, 60) for one in _list(held.get(name))] for name in ("services", "went_wrong")}
    place = _dict(held.get("place"))
    values |= {"place": _line(place.get("label"), 160), "country": _line(place.get("country"), 80)}
    businesses = [row for row in _list(held.get("businesses")) if isinstance(row, dict)][:MOST_BUSINESSES]
    values["businesses"] = [{name: _line(row.get(name), 160) for name in ("name", "place", "country")} for row in businesses]
    values["names"] = [
        {name: _line(row.get(name), 80) for name in ("real", "shown")}
        for row in _list(held.get("names"))
        if isinstance(row, dict) and row.get("real") and row.get("shown")
    ]
    byline = _dict(held.get("byline"))
    kind = _line(byline.get("kind"), 12)
    values |= {"byline": _line(byline.get("name"), 80), "byline_kind": kind if kind in Byline.Kind.values else Byline.Kind.NAME}
    others = [_line(one, 80) for one in _list(held.get("with"))]
    if others:
        post.say(_("It was written with %(names)s: invite them again.") % {"names": ", ".join(others)})
    return values


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _line(value: Any, longest: int) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else clean_line(str(value))[:longest]
