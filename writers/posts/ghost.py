"""Ghost's export (one JSON file) comes in; its posts go out one at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from stories.typing import clean, clean_line
from writers.posts import dates, markup, trouble
from writers.posts.post import MOST_TEXT, Left, NotReadable, Picture, Post

HERE = "__GHOST_URL__"


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
    terms = _terms(tables)
    meta = {row.get("post_id"): row for row in _rows(tables, "posts_meta")}
    for number, row in enumerate(_rows(tables, "posts"), 1):
        where = f"{name} #{number}"
        title = clean_line(str(row.get("title") or ""))
        if str(row.get("type") or "post") != "post" or row.get("page") in (1, True):
            yield Left(title or where, _("It is a page, not a post."))
        else:
            found = trouble.guarded(title or where, partial(_post, row, where, title, terms, meta))
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


def _post(row: dict[str, Any], where: str, title: str, all_terms: dict[str, list[str]], metas: dict[Any, dict[str, Any]]) -> Post | Left:
    if any(len(str(row.get(name) or "")) > MOST_TEXT for name in ("html", "lexical", "plaintext")):
        return Left(title or where, _("It is longer than 2 MB. Bring it as a file of its own, in parts."))
    terms, meta = all_terms[str(row.get("id"))], metas.get(row.get("id"), {})
    html = row.get("html") or _from_lexical(row.get("lexical")) or _paragraphs(str(row.get("plaintext") or ""))
    pieces, lost = markup.pieces(clean(str(html)).replace(HERE, ""))
    post = Post(where, title, pieces, own_id=str(row.get("uuid") or row.get("id") or ""), terms=list(dict.fromkeys(terms)))
    post.date, words = dates.moment(row.get("published_at") or row.get("created_at"))
    post.standfirst = " ".join(str(row.get("custom_excerpt") or "").split())
    post.url = str(row.get("canonical_url") or "")
    if row.get("feature_image"):
        line = " ".join(str(meta.get("feature_image_caption") or row.get("feature_image_caption") or "").split())
        alt = str(meta.get("feature_image_alt") or row.get("feature_image_alt") or "")
        post.lead = Picture(str(row["feature_image"]).replace(HERE, ""), alt, line)
    post.front = {"slug": row["slug"]} if isinstance(row.get("slug"), str) else {}
    post.say(*lost, *([words] if words else []))
    if row.get("visibility") not in (None, "public"):
        post.say(_("It was not public on the old site."))
    return post


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def _from_lexical(raw: Any) -> str:
    """A draft that Ghost never rendered: its paragraphs, headings, lists and pictures from the editor's own format."""
    try:
        root = json.loads(raw or "{}").get("root", {})
        return _lexical(root, 0)
    except (ValueError, AttributeError, TypeError):
        return ""


def _lexical(node: dict[str, Any], depth: int) -> str:
    if depth > 40:
        return ""
    inner = "".join(_lexical(child, depth + 1) for child in node.get("children", []))
    match node.get("type"):
        case "text" | "extended-text":
            style, words = int(node.get("format") or 0), escape(str(node.get("text", "")))
            words = f"<b>{words}</b>" if style & 1 else words
            return f"<i>{words}</i>" if style & 2 else words
        case "linebreak":
            return "<br>"
        case "heading" | "extended-heading":
            return f"<{node.get('tag', 'h2')}>{inner}</{node.get('tag', 'h2')}>"
        case "list":
            tag = "ol" if node.get("listType") == "number" else "ul"
            return f"<{tag}>{inner}</{tag}>"
        case "listitem":
            return f"<li>{inner}</li>"
        case "quote" | "extended-quote":
            return f"<blockquote>{inner}</blockquote>"
        case "link":
            return f'<a href="{escape(str(node.get("url", "")))}">{inner}</a>'
        case "image":
            image = f'<img src="{escape(str(node.get("src", "")))}" alt="{escape(str(node.get("alt", "")))}">'
            return f"<figure>{image}<figcaption>{node.get('caption') or ''}</figcaption></figure>"
        case "paragraph":
            return f"<p>{inner}</p>"
    return inner
