"""Ghost's export (one JSON file) comes in; its posts go out one at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from stories.tell_text import plain
from stories.typing import clean, clean_line
from writers.posts import dates, ghost_text, markdown, markup, trouble
from writers.posts.post import MOST_TEXT, Left, NotReadable, Picture, Post
from writers.posts.tags import left_out

HERE = "__GHOST_URL__"
UNTITLED = "(Untitled)"  # what its editor puts where nobody gave a title


class Tables(NamedTuple):
    """What the export says of its posts, by their numbers."""

    terms: dict[str, list[str]]
    metas: dict[Any, dict[str, Any]]
    authors: dict[str, list[str]]
    several: bool  # more than one person signed


def data(text: str) -> dict[str, Any]:
    """The export's tables. Raises NotReadable where it is none."""
    try:
        whole = json.loads(text)
        found = whole["db"][0]["data"] if "db" in whole else whole["data"]
        rows = found["posts"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as problem:
        raise NotReadable(_("This JSON is no export of Ghost's: it has no posts in it.")) from problem
    if not isinstance(rows, list):
        raise NotReadable(_("This JSON is no export of Ghost's: it has no posts in it."))
    return found


def posts(tables: dict[str, Any], *, name: str) -> Iterator[Post | Left]:
    authors = _authors(tables)
    metas = {row.get("post_id"): row for row in _rows(tables, "posts_meta")}
    known = Tables(_terms(tables), metas, authors, len({name for names in authors.values() for name in names}) > 1)
    for number, row in enumerate(_rows(tables, "posts"), 1):
        where = f"{name} #{number}"
        title = clean_line(str(row.get("title") or ""))
        title = "" if title == UNTITLED else title
        if str(row.get("type") or "post") != "post" or row.get("page") in (1, True):
            yield Left(title or where, _("It is a page, not a post."))
        else:
            found = trouble.guarded(title or where, partial(_post, row, where, title, known))
            if found:
                yield found


def _rows(tables: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [row for row in tables.get(name) or [] if isinstance(row, dict)]


def _terms(tables: dict[str, Any]) -> dict[str, list[str]]:
    names = {str(row.get("id")): clean_line(str(row.get("name") or "")) for row in _rows(tables, "tags")}
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(_rows(tables, "posts_tags"), key=lambda row: str(row.get("sort_order", ""))):
        term = names.get(str(row.get("tag_id")), "")
        if term and not term.startswith("#"):  # Ghost's own inner tags
            found[str(row.get("post_id"))].append(term)
    return found


def _authors(tables: dict[str, Any]) -> dict[str, list[str]]:
    """{a post's number: the names of who signed it}"""
    names = {str(row.get("id")): clean_line(str(row.get("name") or "")) for row in _rows(tables, "users")}
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(tables, "posts_authors"):
        if name := names.get(str(row.get("author_id")), ""):
            found[str(row.get("post_id"))].append(name)
    return found


def _post(row: dict[str, Any], where: str, title: str, tables: Tables) -> Post | Left:
    if any(len(str(row.get(name) or "")) > MOST_TEXT for name in ("html", "lexical", "mobiledoc", "markdown", "plaintext")):
        return Left(title or where, _("It is longer than 2 MB. Bring it as a file of its own, in parts."))
    terms, meta = tables.terms[str(row.get("id"))], tables.metas.get(row.get("id"), {})
    html, unknown = _html(row)
    pieces, lost = markup.pieces(clean(html).replace(HERE, ""))
    post = Post(where, title, pieces, own_id=str(row.get("uuid") or row.get("id") or ""), terms=list(dict.fromkeys(terms)))
    post.date, words = dates.moment(row.get("published_at") or row.get("created_at"))
    post.standfirst = " ".join(str(row.get("custom_excerpt") or "").split())
    post.url = str(row.get("canonical_url") or "")
    if row.get("feature_image"):
        line = " ".join(plain(str(meta.get("feature_image_caption") or row.get("feature_image_caption") or "")).split())
        alt = str(meta.get("feature_image_alt") or row.get("feature_image_alt") or "")
        post.lead = Picture(str(row["feature_image"]).replace(HERE, ""), alt, line)
    post.front = {"slug": row["slug"]} if isinstance(row.get("slug"), str) else {}
    post.say(*lost, *([words] if words else []), *([left_out(unknown)] if unknown else []))
    _say_how_it_stood(post, row, tables)
    return post


def _say_how_it_stood(post: Post, row: dict[str, Any], tables: Tables) -> None:
    if row.get("visibility") not in (None, "public"):
        post.say(_("It was not public on the old site."))
    if row.get("status") in {"draft", "scheduled"}:
        post.say(_("It was not published yet where it comes from."))
    post.signed = tables.authors[str(row.get("id"))] if tables.several else []


def _html(row: dict[str, Any]) -> tuple[str, dict[str, None]]:
    """As Ghost rendered it; else from what its editor kept."""
    if row.get("html"):
        return str(row["html"]), {}
    for name, read in (("lexical", ghost_text.from_lexical), ("mobiledoc", ghost_text.from_mobiledoc)):
        html, unknown = read(row.get(name))
        if html or unknown:
            return html, unknown
    return markdown.to_html(str(row["markdown"]))[0] if row.get("markdown") else _paragraphs(str(row.get("plaintext") or "")), {}


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())
