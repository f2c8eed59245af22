"""One text file that is one post: Markdown or HTML with front matter, or plain text with a title line. Its text comes in, a Post goes out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from stories.tell_text import plain, to_html
from stories.typing import clean_line
from writers.posts import dates, front, markdown, markup, own
from writers.posts.post import Left, Picture, Piece, Post, Words

DATES = ("date", "date_published", "published_at", "published", "publishdate", "publish_date", "pubdate", "post_date", "created", "created_at")
IDS = ("id", "guid", "uuid", "canonical_url", "original_url", "permalink")
# “3” is another post in another blog, “/:year/:title/” none at all
UNIQUE = re.compile(r"https?://|/[^:]+$|[0-9a-f-]{20,}$|(?:urn|tag):\S+$", re.IGNORECASE)
ADDRESSES = ("canonical_url", "original_url", "link", "url", "permalink")
SUMMARIES = ("description", "standfirst", "summary", "excerpt", "subtitle", "dek")
LEADS = ("image", "cover", "feature_image", "featured_image", "featuredimage", "thumbnail", "banner", "hero", "images", "header", "teaser")
TERMS = ("categories", "category", "tags", "tag", "keywords", "topics")
USED = {"title", "slug", *DATES, *IDS, *ADDRESSES, *SUMMARIES, *LEADS, *TERMS, "taxonomies", "well_served"}
DATED = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})[-_ ]+")
GHOST = "__GHOST_URL__"  # what Ghost's exports have for the address of the blog
HARD_WRAPPED = 45  # letters: a paragraph all of whose lines but the last are longer was broken by a program


def read(text: str, *, name: str, said: list[str]) -> Post | Left:
    """`said`: what decoding it assumed."""
    if not text.strip():
        return Left(name, _("The file is empty."))
    top = front.split(text.replace(GHOST, ""))
    if isinstance(top.values.get("well_served"), dict):
        post = own.read(top, name=name)
    elif PurePosixPath(name).suffix.lower() in {".txt", ".text"} and not top.found:
        post = _plain(text, name)
    else:
        post = _marked_up(top, name)
    post.said[:0] = [*said, *top.said]
    return post


def _marked_up(top: front.Front, name: str) -> Post:
    suffix, values = PurePosixPath(name).suffix.lower(), top.values
    if suffix in {".html", ".htm"}:
        html, said = _page_body(top)
    else:
        html, said = markdown.to_html(top.body, jsx=suffix == ".mdx")
    url = next((one for one in (_line(values.get(key)) for key in ADDRESSES) if one.startswith(("https://", "http://"))), "")
    pieces, lost = markup.pieces(html, base=url)
    post = Post(name, _line(values.get("title")), pieces, own_id=_own_id(values), front=_left_over(values), url=url)
    post.say(*said, *lost)
    post.terms, post.standfirst, post.lead = _terms(values, name), _first(values, SUMMARIES), _lead(values)
    post.slug = _line(values.get("slug"))
    _date(post, values, name)
    _title(post, name)
    if "page" in {str(values.get("layout")), str(values.get("type"))}:
        post.say(_("Where it comes from it is a page, not a post. If it is no story, throw it away."))
    if values.get("draft") is True or values.get("published") is False or "_drafts" in PurePosixPath(name).parts:
        post.say(_("It was not published yet where it comes from."))
    return post


def _own_id(values: dict[str, Any]) -> str:
    return next((one for one in (_first(values, (name,)) for name in IDS) if UNIQUE.match(one)), "")


def _page_body(top: front.Front) -> tuple[str, list[str]]:
    """A whole HTML page: what is in its body, and its title where it has no front matter; with front matter it is a template's text."""
    if top.found:
        return markdown.without_tags_of_html(top.body)
    title = re.search(r"<title[^>]{0,200}>([^<]{0,1000})</title", top.body[:50_000], re.IGNORECASE)
    if title and "title" not in top.values:
        top.values["title"] = plain(title[1])
    begin = re.search(r"<(article|main|body)\b[^>]{0,2000}>", top.body, re.IGNORECASE)
    if begin is None:
        return re.sub(r"<title[^>]{0,200}>[^<]{0,1000}</title\s*>", "", top.body, count=1, flags=re.IGNORECASE), []
    end = top.body.lower().rfind(f"</{begin[1].lower()}")
    return top.body[begin.end() : end if end > begin.end() else None], []


def _plain(text: str, name: str) -> Post:
    """The first line is the title; lines that a program broke are put together again."""
    first, _newline, rest = text.strip().partition("\n")
    rest = re.sub(r"\A\s*[=\-]{3,}[ \t]*\n", "", rest)
    if not rest.strip():
        first, rest = "", text
    paragraphs = [_unwrapped(part) for part in re.split(r"\n[ \t]*\n", rest.strip("\n"))]
    html = to_html("\n\n".join(paragraphs))
    post = Post(name, clean_line(first.lstrip("# "))[:255], [Words(html)] if html else [])
    _date(post, {}, name)
    if not post.title:
        _title(post, name)
    return post


def _unwrapped(part: str) -> str:
    lines = [line.rstrip() for line in part.split("\n")]
    marks = any(re.match(r"\s*([-+*>]|\d{1,3}[.)])\s", line) for line in lines)
    wrapped = len(lines) > 1 and not marks and all(len(line) >= HARD_WRAPPED for line in lines[:-1])
    return " ".join(line.strip() for line in lines) if wrapped else "\n".join(lines)


def _title(post: Post, name: str) -> None:
    """The first heading, which then is no heading any more; else the file's name. A heading that says the title once more goes, too."""
    heading = re.match(r"^<h[23]>(.*?)</h[23]>", post.pieces[0].html) if post.pieces and isinstance(post.pieces[0], Words) else None
    said = clean_line(plain(heading[1])) if heading else ""
    if heading and post.title in {"", said} and isinstance(post.pieces[0], Words):
        post.title = said
        post.pieces[0].html = post.pieces[0].html[heading.end() :]
        post.pieces = [piece for piece in post.pieces if not _is_empty(piece)]
    if post.title:
        return
    path = PurePosixPath(name)
    stem = path.parent.name if path.stem == "index" and path.parent.name else path.stem
    post.title = DATED.sub("", stem).replace("-", " ").replace("_", " ").strip().capitalize() or stem
    post.say(_("It had no title: the file's name was taken."))


def _is_empty(piece: Piece) -> bool:
    return isinstance(piece, Words) and not piece.html


def _date(post: Post, values: dict[str, Any], name: str) -> None:
    path = PurePosixPath(name)
    stem = path.parent.name if path.stem == "index" else path.stem
    named = DATED.match(stem)
    typed = next((values[key] for key in DATES if values.get(key) and values[key] is not True), "")
    post.date, words = dates.moment(typed)
    if post.date is None and named:
        post.date = dates.moment(named[1])[0]
    if words:
        post.say(words)


def _terms(values: dict[str, Any], name: str) -> list[str]:
    """Lists, or names between commas; Jekyll parts `categories` and `tags` at spaces."""
    nested, jekyll = values.get("taxonomies"), "layout" in values or not {"_posts", "_drafts"}.isdisjoint(PurePosixPath(name).parts)
    found: list[str] = []
    for held in (values, nested if isinstance(nested, dict) else {}):
        for key in TERMS:
            value = held.get(key)
            typed = str(value or "")
            spaced = jekyll and key in {"categories", "tags"} and "," not in typed
            parts = value if isinstance(value, list) else typed.split(None if spaced else ",")
            found += [_line(part) for part in parts if not isinstance(part, (dict, list))]
    return list(dict.fromkeys(term[:80] for term in found if term))


def _lead(values: dict[str, Any]) -> Picture | None:
    for key in LEADS:
        value = values.get(key)
        value = value[0] if isinstance(value, list) and value else value
        told = value if isinstance(value, dict) else {"image": value}
        ref = next((_line(told[name]) for name in ("image", "src", "url", "path", "feature", "teaser") if told.get(name)), "")
        if ref and not isinstance(told.get("image"), (dict, list)):
            alt = told.get("alt") or values.get("image_alt") or values.get("feature_image_alt") or ""
            return Picture(ref, _line(alt), _line(told.get("caption") or values.get("image_caption") or ""))
    return None


def _first(values: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((_line(values[name]) for name in names if values.get(name) and not isinstance(values[name], (dict, list))), "")


def _line(value: Any) -> str:
    return clean_line(str(value)) if value is not None and not isinstance(value, (dict, list, bool)) else ""


def _left_over(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in USED}
