"""WordPress's export (WXR) comes in as a stream of any length; its posts go out one at a time, and what was whole of a file that was cut off."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from html import entities, unescape
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from stories.tell_text import plain
from stories.typing import UNSTORABLE, clean, clean_line
from writers.posts import dates, markup, shared, shortcodes, trouble
from writers.posts.post import MOST_TEXT, Left, NotReadable, Picture, Piece, Post
from writers.posts.shelf import SIZED

CHUNK = 64 * 1024
MOST_ITEM = 20 * 1024**2  # bytes of one post with its comments: more of it is never in memory
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
XMLS = {"amp", "lt", "gt", "quot", "apos"}
QUIET = {"attachment", "nav_menu_item", "revision", "custom_css", "wp_global_styles", "wp_navigation", "wp_template", "wp_template_part", "oembed_cache"}


@dataclass
class Export:
    """What a first look through the file tells: how much is in it, and the addresses of its pictures."""

    base: str = ""
    count: int = 0
    pictures: dict[str, shortcodes.Attachment] = field(default_factory=dict)  # by the number of the attachment
    uploads: dict[str, shortcodes.Attachment] = field(default_factory=dict)  # the same by their addresses
    blocks: dict[str, str] = field(default_factory=dict)  # what posts share, by the number of the block
    names: dict[str, str] = field(default_factory=dict)  # of its authors, by what they sign in with
    signed: set[str] = field(default_factory=set)  # who wrote any of its posts


class _Mended:
    """A file whose UTF-8 holds what XML forbids (control characters, HTML's names for characters, broken bytes) as XML's parser can read it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.held = file, ""
        head = file.read(200)
        said = re.search(rb"encoding=[\"']([\w-]+)", head)
        name = said[1].decode() if said else "utf-8"
        self.mends = name.lower() in {"utf-8", "utf8", "us-ascii"}
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self.first = head
        self.since = 0  # bytes since the last element that was whole

    def read(self, size: int = CHUNK) -> bytes:
        raw = self.first + self.file.read(max(size, 1024))
        self.first = b""
        self.since += len(raw)
        if self.since > MOST_ITEM:
            words = _("It holds a post of more than %(most)s MB, and was read as far as that. Take that post out, then bring the rest once more.")
            raise NotReadable(words % {"most": MOST_ITEM // 1024**2})
        if not self.mends:
            return raw
        text = self.held + self.decoder.decode(raw, final=not raw)
        cut = text.rfind("&") if raw and text.rfind("&") > len(text) - 34 else len(text)
        text, self.held = text[:cut], text[cut:]
        if not text and raw:
            return self.read(size)
        return NAMED.sub(_numbered, UNSTORABLE.sub("", text)).encode()


def _numbered(found: re.Match[str]) -> str:
    letters = entities.html5.get(f"{found[1]};", "") if found[1] not in XMLS else ""
    return "".join(f"&#{ord(letter)};" for letter in letters) or found[0]


def _items(file: IO[bytes], about: Export) -> Iterator[Element]:
    """Each item once it is whole; nothing of it is kept after. Raises NotReadable for entities; ParseError where the file breaks off."""
    depth, channel, mended = 0, None, _Mended(file)
    try:
        for event, element in iterparse(mended, events=("start", "end")):
            depth += 1 if event == "start" else -1
            if event == "start" and element.tag == "channel":
                channel = element
            elif event == "end" and depth == 2:
                mended.since = 0
                if element.tag == "item":
                    yield element
                elif element.tag == "link":
                    about.base = (element.text or "").strip()
                elif _local(element) == "author":
                    told = _values(element)
                    about.names[told.get("author_login", "")] = clean_line(told.get("author_display_name", ""))
                if channel is not None:
                    channel.clear()
    except DefusedXmlException as problem:
        raise NotReadable(
            _("This file defines entities of its own, which WordPress never does. It was not read: export it once more, and bring that file as it is.")
        ) from problem


def look(file: IO[bytes]) -> Export:
    """The first look. A file that breaks off is told by posts()."""
    about = Export()
    try:
        for item in _items(file, about):
            values = _values(item)
            if values.get("post_type") == "attachment":
                about.pictures[values.get("post_id", "")] = one = _attachment(item, values)
                about.uploads[one.address] = one
            elif values.get("post_type") == "wp_block" and sum(len(words) for words in about.blocks.values()) < MOST_TEXT:
                about.blocks[values.get("post_id", "")] = values.get("encoded", "")[:MOST_TEXT]
                about.count += 1
            elif values.get("post_type") not in QUIET:
                about.count += 1
                about.signed |= {values.get("creator", "")} if values.get("post_type", "post") == "post" else set()
    except ParseError:
        about.count += 1
    return about


def _attachment(item: Element, values: dict[str, str]) -> shortcodes.Attachment:
    address = values.get("attachment_url", "") or values.get("guid", "")
    description = clean_line(_meta(item).get("_wp_attachment_image_alt", ""))[:255]
    return shortcodes.Attachment(address, values.get("post_parent", ""), description, plain(values.get("excerpt", ""))[:300])


def _meta(item: Element) -> dict[str, str]:
    rows = (_values(row) for row in item if _local(row) == "postmeta")
    return {told.get("meta_key", ""): told.get("meta_value", "") for told in rows}


def posts(file: IO[bytes], *, name: str, about: Export) -> Iterator[Post | Left]:
    try:
        for number, item in enumerate(_items(file, about), 1):
            where = f"{name} #{number}"
            found = trouble.guarded(where, partial(_post, item, where, about))
            if found:
                yield found
    except ParseError as problem:
        line = problem.position[0] if getattr(problem, "position", None) else 0
        yield Left(name, _("The file breaks off or is damaged at line %(line)s. What was whole before it came in; export it once more.") % {"line": line})


def _local(element: Element) -> str:
    space, _brace, name = element.tag.rpartition("}")
    return "excerpt" if name == "encoded" and "excerpt" in space else name


def _values(item: Element) -> dict[str, str]:
    return {_local(child): child.text or "" for child in item if not len(child)}


def _post(item: Element, where: str, about: Export) -> Post | Left | None:
    values = _values(item)
    kind, title = values.get("post_type", "post"), clean_line(unescape(values.get("title", "")))
    if kind in QUIET:
        return None
    if kind == "wp_block":
        return Left(title or where, _("It is a part that posts share, not a post. Its words stand in the posts that show it."))
    if kind != "post":
        return Left(title or where, _("It is a %(kind)s, not a post.") % {"kind": kind})
    if values.get("status") in {"trash", "auto-draft"}:
        return Left(title or where, _("It was in the trash."))
    if sum(len(words) for words in values.values()) > MOST_TEXT:
        return Left(title or where, _("It is longer than 2 MB. Bring it as a file of its own, in parts."))
    meta = _meta(item)
    whole, missing = shared.put_in(values.get("encoded", ""), about.blocks)
    html, said = shortcodes.without(whole, about.pictures, number=values.get("post_id", ""), notes=meta.get("footnotes", ""))
    pieces, lost = markup.pieces(html, base=about.base, line_breaks="<!-- wp:" not in values.get("encoded", ""))
    _compare(pieces, about)
    post = Post(where, title, pieces, own_id=values.get("guid") or values.get("link", ""), url=values.get("link", ""))
    post.say(*missing, *said, *lost)
    post.standfirst = " ".join(plain(values.get("excerpt", "")).split())
    post.terms = _terms(item)
    post.date = _date(values)
    lead = about.pictures.get(meta.get("_thumbnail_id", ""))
    post.lead = Picture(lead.address, lead.description, lead.caption) if lead and lead.address else None
    post.comments = _comments(item, post)
    _say_how_it_stood(post, values, about)
    return post


def _compare(pieces: list[Piece], about: Export) -> None:
    """Pictures with the attachments they are: where both are attachments, one is no smaller copy of the other, even if it is called like one."""
    for piece in pieces:
        if isinstance(piece, Picture):
            larger = SIZED.sub("", piece.ref)
            known = about.uploads.get(piece.ref) or about.uploads.get(larger)
            piece.whole = piece.ref in about.uploads and larger in about.uploads
            piece.description = piece.description or (known.description if known else "")


def _terms(item: Element) -> list[str]:
    """WordPress keeps “&” in their names as “&amp;”, also where nothing needs it."""
    names = (clean_line(unescape(one.text or "")) for one in item if one.tag == "category" and one.get("domain") in {"category", "post_tag"})
    return list(dict.fromkeys(name for name in names if name))


def _say_how_it_stood(post: Post, values: dict[str, str], about: Export) -> None:
    if values.get("post_password") or values.get("status") == "private":
        post.say(_("It was not public on the old site."))
    if values.get("status") in {"draft", "pending", "future"}:
        post.say(_("It was not published yet where it comes from."))
    creator = values.get("creator", "")
    if creator and len(about.signed) > 1:
        post.signed = [about.names.get(creator) or creator]


def _date(values: dict[str, str]) -> datetime | None:
    gmt = values.get("post_date_gmt", "")
    if gmt and not gmt.startswith("0000"):
        found, _words = dates.moment(f"{gmt}Z")
        return found.astimezone(UTC) if found else None
    return next((found for name in ("post_date", "pubDate") if (found := dates.moment(values.get(name, ""))[0])), None)


def _comments(item: Element, post: Post) -> str:
    """As a text for the editor: names and words, no addresses."""
    told, dropped = [], 0
    for row in item:
        if _local(row) != "comment":
            continue
        values = _values(row)
        if values.get("comment_approved") in {"spam", "trash"} or values.get("comment_type") in {"pingback", "trackback"}:
            dropped += 1
            continue
        waits = "" if values.get("comment_approved") == "1" else f" ({_('was not approved')})"
        who = clean_line(unescape(values.get("comment_author", ""))) or _("somebody")
        words = plain(clean(values.get("comment_content", "")).replace("\n", "<br>"))
        told.append(f"{who}, {values.get('comment_date', '')}{waits}\n{words}\n")
    if dropped:
        post.say(_("Spam and pingbacks among its comments were left out: %(count)s.") % {"count": dropped})
    return "\n".join([f"{_('Comments on')} “{post.title}” {post.url}\n", *told]) if told else ""
