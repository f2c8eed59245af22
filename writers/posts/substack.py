"""Substack's export (a zip with posts.csv and a page for each post) comes in; its posts go out one at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial
from html import escape

from django.utils.translation import gettext as _

from stories.typing import clean_line
from writers.posts import dates, markup, trouble
from writers.posts.decode import decoded
from writers.posts.post import MOST_TEXT, Left, Post, Words
from writers.posts.shelf import Shelf
from writers.posts.substack_embeds import spelled_out

MOST_CSV = 20 * 1024**2


def rows(shelf: Shelf, name: str) -> list[dict[str, str]]:
    """What posts.csv lists; nothing where it is not Substack's."""
    text, _said = decoded(shelf.read(name, most=MOST_CSV))
    found = csv.DictReader(io.StringIO(text))
    if not {"post_id", "title"} <= set(found.fieldnames or ()):
        return []
    return [{str(key): str(value or "") for key, value in row.items() if key} for row in found]


def posts(shelf: Shelf, listed: list[dict[str, str]], *, table: str) -> Iterator[Post | Left]:
    folder = table.rpartition("/")[0]
    for row in listed:
        number, title = row["post_id"], clean_line(row["title"])
        if row.get("type") in {"thread", "page", "note"}:
            yield Left(title or number, _("It is a %(kind)s, not a post.") % {"kind": row["type"]})
            continue
        names = [f"{folder}/posts/{number}.html".lstrip("/"), f"{folder}/{number}.html".lstrip("/")]
        name = next((one for one in names if one in shelf.names_set), "")
        if not name:
            yield Left(title or number, _("It is listed in posts.csv, but its page is not in the zip."))
            continue
        found = trouble.guarded(title or name, partial(_post, shelf, name, row, title))
        if found:
            yield found


def _post(shelf: Shelf, name: str, row: dict[str, str], title: str) -> Post:
    text, said = decoded(shelf.read(name, most=MOST_TEXT))
    text, left = spelled_out(text)
    pieces, lost = markup.pieces(text)
    sound = escape(_sound(row))
    if sound and not any(isinstance(one, Words) and sound in one.html for one in pieces):
        pieces.append(Words(f'<p><a href="{sound}">{sound}</a></p>'))
    slug = row["post_id"].partition(".")[2]
    post = Post(name, title, pieces, own_id=f"substack:{row['post_id']}", standfirst=clean_line(row.get("subtitle", "")))
    post.date, words = dates.moment(row.get("post_date", ""))
    post.front = {"slug": slug} if slug else {}
    post.say(*said, *lost, *left, *([words] if words else []))
    if row.get("is_published", "true").lower() == "false":
        post.say(_("It was not published yet where it comes from."))
    if row.get("type") == "podcast":
        post.say(_("Its sound file stays where it is; a link leads there.") if sound else _("Its sound file stays where it is: we have no podcasts."))
    if row.get("audience") not in {"everyone", "", None}:
        post.say(_("It was not public on the old site."))
    return post


def _sound(row: dict[str, str]) -> str:
    """The address of a podcast, or nothing."""
    address = clean_line(row.get("podcast_url", "")) if row.get("type") == "podcast" else ""
    return address if address.startswith(("https://", "http://")) else ""
