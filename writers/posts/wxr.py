"""WordPress's export (WXR) comes in as a stream of any length; its posts go out one at a time, and what was whole of a file that was cut off."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from html import entities, escape
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from stories.typing import UNSTORABLE, clean, clean_line
from writers.posts import dates, markup, trouble
from writers.posts.bounded import replaced
from writers.posts.post import MOST_TEXT, Left, NotReadable, Picture, Post

CHUNK = 64 * 1024
MOST_ITEM = 20 * 1024**2  # bytes of one post with its comments: more of it is never in memory
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
XMLS = {"amp", "lt", "gt", "quot", "apos"}
CAPTION = re.compile(r"\[caption\b[^\[\]]*\](.{0,20000}?)\[/caption\]", re.DOTALL)
IMAGE = re.compile(r"^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)$", re.DOTALL)
EMBED = re.compile(r"\[embed[^\[\]]*\]\s*(\S+?)\s*\[/embed\]")
GALLERY = re.compile(r"\[gallery\b([^\[\]]*)\]")
CODE = re.compile(r"\[(code|sourcecode)\b[^\[\]]*\](.{0,20000}?)\[/\1\]", re.DOTALL)
SHORT = re.compile(r"\[/?((?:et_pb|vc|su|wp|contact|fusion|elementor)[\w-]*|audio|video|playlist|youtube|vimeo|soundcloud|instagram|tweet|gist)\b[^\[\]]*\]")
WITH_VALUES = re.compile(r"\[/?([a-z][\w-]*)(?:\s+[\w-]+=(?:\"[^\"\[\]]*\"|'[^'\[\]]*'|[^\s\[\]]+))+\s*/?\]")
MARKUP = re.compile(r"<[^<>]+>")
QUIET = {"attachment", "nav_menu_item", "revision", "custom_css", "wp_global_styles", "wp_navigation", "wp_template", "wp_template_part", "oembed_cache"}


@dataclass
class Export:
    """What a first look through the file tells: how much is in it, and the addresses of its pictures."""

    base: str = ""
    count: int = 0
    pictures: dict[str, str] = field(default_factory=dict)  # by the number of the attachment


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
                if channel is not None:
                    channel.clear()
    except DefusedXmlException as problem:
        raise NotReadable(_("This file defines entities of its own, which WordPress never does. It was not read.")) from problem


def look(file: IO[bytes]) -> Export:
    """The first look. A file that breaks off is told by posts()."""
    about = Export()
    try:
        for item in _items(file, about):
            values = _values(item)
            if values.get("post_type") == "attachment":
                about.pictures[values.get("post_id", "")] = values.get("attachment_url", "") or values.get("guid", "")
            else:
                about.count += 1
    except ParseError:
        about.count += 1
    return about


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
    kind, title = values.get("post_type", "post"), clean_line(values.get("title", ""))
    if kind in QUIET:
        return None
    if kind != "post":
        return Left(title or where, _("It is a %(kind)s, not a post.") % {"kind": kind})
    if values.get("status") in {"trash", "auto-draft"}:
        return Left(title or where, _("It was in the trash."))
    if sum(len(words) for words in values.values()) > MOST_TEXT:
        return Left(title or where, _("It is longer than 2 MB. Bring it as a file of its own, in parts."))
    html, said = _markup(values.get("encoded", ""), about)
    pieces, lost = markup.pieces(html, base=about.base, line_breaks="<!-- wp:" not in values.get("encoded", ""))
    post = Post(where, title, pieces, own_id=values.get("guid") or values.get("link", ""), url=values.get("link", ""))
    post.say(*said, *lost)
    post.standfirst = " ".join(MARKUP.sub(" ", values.get("excerpt", "")).split())
    post.terms = list(dict.fromkeys(clean_line(one.text or "") for one in item if one.tag == "category" and one.get("domain") in {"category", "post_tag"}))
    post.date = _date(values)
    post.lead = _lead(item, about)
    post.comments = _comments(item, post)
    if values.get("post_password") or values.get("status") == "private":
        post.say(_("It was not public on the old site."))
    return post


def _date(values: dict[str, str]) -> datetime | None:
    gmt = values.get("post_date_gmt", "")
    if gmt and not gmt.startswith("0000"):
        found, _words = dates.moment(f"{gmt}Z")
        return found.astimezone(UTC) if found else None
    return next((found for name in ("post_date", "pubDate") if (found := dates.moment(values.get(name, ""))[0])), None)


def _lead(item: Element, about: Export) -> Picture | None:
    for row in item:
        if _local(row) == "postmeta":
            told = _values(row)
            if told.get("meta_key") == "_thumbnail_id" and about.pictures.get(told.get("meta_value", "")):
                return Picture(about.pictures[told["meta_value"]])
    return None


def _markup(text: str, about: Export) -> tuple[str, list[str]]:
    """WordPress's shortcodes: captions, galleries, embeds and code are understood, others left out and named."""
    said: list[str] = []
    text = replaced(CODE, lambda found: f"<pre>{escape(found[2].strip())}</pre>", clean(text), opening="code")
    text = replaced(CAPTION, _caption, text, opening="[caption")
    text = EMBED.sub(lambda found: f'\n\n<a href="{escape(found[1])}">{escape(found[1])}</a>\n\n', text)
    text = GALLERY.sub(lambda found: _gallery(found[1], about), text)
    names = dict.fromkeys(found[1] for pattern in (SHORT, WITH_VALUES) for found in pattern.finditer(text))
    if names:
        said.append(_("Tags of the old site were left out: %(names)s.") % {"names": ", ".join(list(names)[:8])})
    return WITH_VALUES.sub("", SHORT.sub("", text)), said


def _caption(found: re.Match[str]) -> str:
    parts = IMAGE.match(found[1])
    return f"<figure>{parts[1]}<figcaption>{parts[2].strip()}</figcaption></figure>" if parts else found[1]


def _gallery(told: str, about: Export) -> str:
    ids = re.search(r"ids=[\"']?([\d,\s]+)", told)
    addresses = [about.pictures.get(one.strip(), "") for one in ids[1].split(",")] if ids else []
    return "\n\n".join(f'<figure><img src="{escape(one)}" alt=""></figure>' for one in addresses if one)


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
        who = clean_line(values.get("comment_author", "")) or _("somebody")
        words = " ".join(MARKUP.sub(" ", clean(values.get("comment_content", ""))).split())
        told.append(f"{who}, {values.get('comment_date', '')}{waits}\n{words}\n")
    if dropped:
        post.say(_("Spam and pingbacks among its comments were left out: %(count)s.") % {"count": dropped})
    return "\n".join([f"{_('Comments on')} “{post.title}” {post.url}\n", *told]) if told else ""
