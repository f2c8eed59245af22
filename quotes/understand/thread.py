"""A feed or thread in JSON comes in, one Row for each post goes out: JSON Feed, Mastodon, Bluesky, X, or any list of objects."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quotes.understand.line import MENTIONS
from quotes.understand.markup import words_of
from quotes.understand.row import NotUnderstood, Row, Understood, finished
from quotes.understand.table import day_of, field_of, from_values

Post = dict[str, Any]
PREFIX = re.compile(r"(?:window\.)?YTD[.\w]*\s*=\s*|(?:var|const|let)\s+\w+\s*=\s*")
HOST = re.compile(r"^https?://([^/]+)/")


def understand_thread(text: str) -> Understood:
    """Raises NotUnderstood where it is no JSON, or JSON in which nothing looks like a post."""
    data = parsed(text)
    asked = _text(_dig(data, "thread", "post", "author", "handle")) if isinstance(data, dict) else ""
    rows, shapes = [], []
    for post in posts(data):
        shape, read = next(((shape, read) for shape, fits, read in SHAPES if fits(post)), ("", None))
        rows.append(_safely(read, post))
        shapes.append(shape)
    if not any(shapes):
        raise NotUnderstood(_("Nothing in this JSON looks like a list of posts: objects with a text and a name were looked for."))
    if asked and rows and len(rows) > 1 and rows[0].name == f"@{asked}":
        rows[0].notes.append(_("The post that the others answer."))
    named = max(set(filter(None, shapes)), key=shapes.count)
    return Understood(str(NAMES[named]), rows)


def parsed(text: str) -> Any:
    body = PREFIX.sub("", text.lstrip("\ufeff").lstrip(), count=1).strip().rstrip(";")
    try:
        return json.loads(body)
    except RecursionError as error:
        raise NotUnderstood(_("This JSON is nested too deeply to be a thread.")) from error
    except ValueError as error:
        lines = [line for line in body.splitlines() if line.strip()]
        try:
            return [json.loads(line) for line in lines] if len(lines) > 1 and lines[0].strip().endswith("}") else _refuse(error)
        except (ValueError, RecursionError):
            return _refuse(error)


def _refuse(error: ValueError) -> Any:
    where = {"line": getattr(error, "lineno", 1), "column": getattr(error, "colno", 1)}
    raise NotUnderstood(_("This is not valid JSON: it breaks off or goes wrong at line %(line)s, column %(column)s.") % where) from error


def posts(data: Any) -> Iterator[Post]:
    """Every post, in the order of the file; walks without recursion, so that no depth is too deep."""
    users = _users(data)
    left: list[Any] = [data]
    while left:
        here = left.pop()
        if isinstance(here, list):
            if any(_is_post(one) for one in here):  # among posts nothing is dropped
                here = [one if isinstance(one, dict | list) else {"text": _text(one)} for one in here]
                here = [one if not isinstance(one, dict) or _holds_posts(one) or _is_post(one) else {"\x00": one} for one in here]
            left.extend(reversed(here))
        elif isinstance(here, dict):
            if "\x00" in here:
                yield {"text": "", "\x00raw": json.dumps(here["\x00"], ensure_ascii=False)[:2_000]}
            elif _is_post(here):
                yield {**here, "\x00user": users.get(str(here.get("author_id")), {})}
                left.extend(here[key] for key in ("replies", "children", "comments") if isinstance(here.get(key), list))
            else:
                left.extend(reversed([value for value in here.values() if isinstance(value, dict | list)]))


def _holds_posts(one: Post) -> bool:
    """Not a post itself, but with something inside: a thread's node, an archive's wrapper."""
    return any(isinstance(value, dict | list) and value for value in one.values())


def _is_post(one: Any) -> bool:
    return isinstance(one, dict) and any(fits(one) for _shape, fits, _read in SHAPES)


def _users(data: Any) -> dict[str, Post]:
    found = _dig(data, "includes", "users") if isinstance(data, dict) else None
    return {str(user.get("id")): user for user in found if isinstance(user, dict)} if isinstance(found, list) else {}


def _safely(read: Callable[[Post], Row] | None, post: Post) -> Row:
    """A field of an unexpected kind costs one row, not the file."""
    try:
        row = read(post) if read else None
    except (AttributeError, TypeError, ValueError, KeyError, IndexError):
        row = None
    raw = json.dumps({key: value for key, value in post.items() if key[0:1] != "\x00"}, ensure_ascii=False, default=str)[:2_000]
    if row is None:
        row = finished(Row(text=_text(post.get("text")), raw=_text(post.get("\x00raw")) or raw, how=_("an object of the list")))
    row.raw = row.raw or raw
    return row


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _dig(data: Any, *path: str) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _made(post: Post, *, text: str, name: str, network: str, url: str, day: str, shown: str = "", how: str) -> Row:
    text = " ".join(text.split())
    notes = []
    mentioned = MENTIONS.match(text)
    if mentioned and len(mentioned[0]) < len(text):
        notes.append(_("Left out at the beginning: %(words)s") % {"words": mentioned[0].strip()})
        text = text[mentioned.end() :]
    if shown and shown != name.lstrip("@"):
        notes.append(_("Shown there as %(name)s") % {"name": shown[:80]})
    row = finished(Row(text=text, name=name, network=network, source_url=url[:500], source_date=day_of(day), how=how))
    row.notes = notes + row.notes
    return row


def _mastodon(post: Post) -> Row:
    account = post["account"]
    acct = account.get("acct") or account.get("username")
    host = HOST.match(_text(account.get("url")))
    handle = f"@{acct}" if "@" in acct or not host else f"@{acct}@{host[1]}"
    return _made(
        post,
        text=words_of(_text(post.get("content"))),
        name=handle,
        network="mastodon",
        url=_text(post.get("url")) or _text(post.get("uri")),
        day=_text(post.get("created_at")),
        shown=_text(account.get("display_name")),
        how=_("a Mastodon post"),
    )


def _bluesky(post: Post) -> Row:
    author, record = post["author"], post["record"]
    key = _text(post.get("uri")).rpartition("/")[2]
    return _made(
        post,
        text=_text(record.get("text")),
        name=f"@{author['handle']}",
        network="bluesky",
        url=f"https://bsky.app/profile/{author['handle']}/post/{key}" if key else "",
        day=_text(record.get("createdAt")),
        shown=_text(author.get("displayName")),
        how=_("a Bluesky post"),
    )


def _tweet(post: Post) -> Row:
    user = post.get("user") or post.get("author") or post.get("\x00user") or {}
    user = user if isinstance(user, dict) else {"screen_name": _text(user)}
    name = _text(user.get("screen_name") or user.get("username") or post.get("screen_name") or post.get("username"))
    key = _text(post.get("id_str")) or _text(post.get("id"))
    return _made(
        post,
        text=re.sub(r"(?:\s+https://t\.co/\w+)+\s*$", "", unescape(_text(post.get("full_text")) or _text(post.get("text")))),
        name=f"@{name.lstrip('@')}" if name else "",
        network="x",
        url=f"https://x.com/{name.lstrip('@') or 'i'}/status/{key}" if key else "",
        day=_text(post.get("created_at")),
        shown=_text(user.get("name")),
        how=_("a post on X"),
    )


def _feed_item(post: Post) -> Row:
    authors = post.get("authors") or [post.get("author") or {}]
    author = next((one for one in authors if isinstance(one, dict)), {}) if isinstance(authors, list) else {}
    text = _text(post.get("content_text")) or words_of(_text(post.get("content_html"))) or _text(post.get("summary")) or _text(post.get("title"))
    day = _text(post.get("date_published"))
    return _made(post, text=text, name=_text(author.get("name")), network="", url=_text(post.get("url")), day=day, how=_("an item of a feed"))


def _object(post: Post) -> Row:
    """Any object whose keys are called like the columns of a table; an author may be an object with a name."""
    values: dict[str, str] = {}
    for key, value in post.items():
        field = field_of(str(key))
        if isinstance(value, dict):
            value = value.get("name") or value.get("display_name") or value.get("displayName") or _handle(value)
        if field and not values.get(field):
            values[field] = _text(value)
    if "<" in values.get("text", "") and re.search(r"</?\w+[^>]*>", values["text"]):
        values["text"] = words_of(values["text"])
    return from_values(values, how=_("an object of the list"))


def _handle(value: Post) -> str:
    handle = value.get("handle") or value.get("username") or value.get("screen_name")
    return f"@{handle.lstrip('@')}" if isinstance(handle, str) and handle else ""


SHAPES: list[tuple[str, Callable[[Post], bool], Callable[[Post], Row]]] = [
    ("mastodon", lambda post: isinstance(post.get("account"), dict) and "content" in post, _mastodon),
    ("bluesky", lambda post: isinstance(post.get("record"), dict) and isinstance(post.get("author"), dict) and "handle" in post["author"], _bluesky),
    ("x", lambda post: "full_text" in post or ("text" in post and ("author_id" in post or "id_str" in post)), _tweet),
    ("feed", lambda post: "content_text" in post or "content_html" in post, _feed_item),
    ("object", lambda post: any(field_of(str(key)) == "text" and isinstance(value, str | int | float) for key, value in post.items()), _object),
]
NAMES = {
    "mastodon": gettext_lazy("a Mastodon thread"),
    "bluesky": gettext_lazy("a Bluesky thread"),
    "x": gettext_lazy("posts on X"),
    "feed": gettext_lazy("a JSON Feed"),
    "object": gettext_lazy("a list of objects in JSON"),
}
