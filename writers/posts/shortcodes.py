"""A WordPress post's text comes in, HTML without its shortcodes goes out: captions, galleries, media, code and notes are understood, others named."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from stories.typing import clean
from writers.posts.bounded import replaced
from writers.posts.tags import left_out

CAPTION = re.compile(r"\[(?:wp_)?caption\b([^\[\]]*)\](.{0,20000}?)\[/(?:wp_)?caption\]", re.DOTALL)
SAID = re.compile(r"\bcaption=(?:\"([^\"]*)\"|'([^']*)')")
IMAGE = re.compile(r"^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)$", re.DOTALL)
EMBED = re.compile(r"\[embed[^\[\]]*\]\s*(\S+?)\s*\[/embed\]")
GALLERY = re.compile(r"\[gallery\b([^\[\]]*)\]")
CODE = re.compile(r"\[(code|sourcecode|php|python|javascript|css|html|bash|sql)\b[^\[\]]*\](.{0,20000}?)\[/\1\]", re.DOTALL)
MEDIA = re.compile(
    r"\[(audio|video|youtube|vimeo|soundcloud|instagram|tweet|twitter|gist|tiktok|ted|spotify|facebook|playlist)\b([^\[\]]*)\]"
    r"(?:([^\[\]<>]{0,500})\[/\1\])?"
)
ALONE = re.compile(r"(<pre\b[^<>]{0,1000}>.{0,20000}?</pre>)|^[ \t]*(https?://[^\s\"'\[\]<>]+)[ \t]*$", re.DOTALL | re.MULTILINE)
PICTURE = re.compile(
    r"\[[\w-]{1,40}\s[^\[\]]{0,1000}?\b(?:src|image|url)=[\"']?(https?://[^\s\"'\[\]]{1,500}\.(?:jpe?g|png|webp|gif))[\"']?[^\[\]]{0,1000}\]", re.IGNORECASE
)
ADDRESS = re.compile(r"https?://[^\s\"'\[\]<>]+")
SHORT = re.compile(r"\[/?((?:et_pb|vc|su|wp|contact|fusion|elementor)[\w-]*)\b[^\[\]]*\]")
WITH_VALUES = re.compile(r"\[/?([a-z][\w-]*)(?:\s+[\w-]+=(?:\"[^\"\[\]]*\"|'[^'\[\]]*'|[^\s\[\]]+))+\s*/?\]")
CLOSED = re.compile(r"\[/([a-z][\w-]*)\]")
EITHER = re.compile(r"\[/?([a-z][\w-]*)\]")
NOTED = re.compile(r"\[(ref|footnote|fn|efn_note|note)\](.{1,5000}?)\[/\1\]|\(\((?=[^()\s])([^()]{1,2000})\)\)", re.DOTALL)
MADE_LATER = re.compile(r"<!-- wp:([a-z][\w/-]*)\s(?:\{[^\n<>]{0,2000}?\}\s)?/-->")
MOST_NOTES = 2_000  # openings of footnotes in one text
SILENT = {"more", "nextpage", "separator", "spacer", "footnotes", "paragraph", "shortcode"}  # blocks that show nothing of their own


@dataclass
class Attachment:
    address: str
    parent: str = ""
    description: str = ""
    caption: str = ""

    @property
    def shown(self) -> str:
        image = f'<img src="{escape(self.address)}" alt="{escape(self.description)}">'
        return f"<figure>{image}<figcaption>{escape(self.caption)}</figcaption></figure>"


def without(text: str, attached: Mapping[str, Attachment], *, number: str, notes: str = "") -> tuple[str, list[str]]:
    """`number`: the post's own; `notes`: the footnotes that the block editor keeps beside the text, as JSON. And what to say."""
    said: list[str] = []
    names = dict.fromkeys(f"wp:{name}" for name in MADE_LATER.findall(text) if name not in SILENT)
    text = replaced(CODE, lambda found: f"<pre>{escape(found[2].strip())}</pre>", clean(text), opening="[/")
    text = replaced(CAPTION, _caption, text, opening="caption")
    text = EMBED.sub(lambda found: _linked(found[1]), text)
    text = GALLERY.sub(lambda found: _gallery(found[1], attached, number, said), text)
    text = PICTURE.sub(lambda found: f'\n\n<img src="{escape(found[1])}" alt="{escape(_value(found[0], "alt"))}">\n\n', text)
    text = MEDIA.sub(lambda found: _media(found, names), text)
    text = replaced(ALONE, lambda found: found[1] or f"\n\n{found[2]}\n\n", text, opening="<pre")
    text = _with_notes(text, notes)
    for pattern in (SHORT, WITH_VALUES):
        text = pattern.sub(lambda found: _gone(found, names), text)
    closed = dict.fromkeys(CLOSED.findall(text))
    names |= closed
    text = EITHER.sub(lambda found: "" if found[1] in closed else found[0], text)
    return text, [*said, *([left_out(names)] if names else [])]


def _gone(found: re.Match[str], names: dict[str, None]) -> str:
    names[found[1]] = None
    return ""


def _value(tag: str, name: str) -> str:
    found = re.search(rf"\b{name}=(?:\"([^\"\[\]]*)\"|'([^'\[\]]*)')", tag)
    return (found[1] or found[2] or "") if found else ""


def _linked(address: str) -> str:
    return f'\n\n<a href="{escape(address)}">{escape(address)}</a>\n\n'


def _caption(found: re.Match[str]) -> str:
    """Its words stand behind the picture, or before WordPress 3.4 in the tag."""
    parts, said = IMAGE.match(found[2]), SAID.search(found[1])
    line = (parts[2].strip() if parts else "") or (escape(said[1] or said[2] or "") if said else "")
    return f"<figure>{parts[1]}<figcaption>{line}</figcaption></figure>" if parts else found[2]


def _gallery(told: str, attached: Mapping[str, Attachment], number: str, said: list[str]) -> str:
    """The pictures it names; where it names none, those that belong to the post."""
    ids = re.search(r"\b(?:ids|include)=[\"']?([\d,\s]+)", told)
    wanted = [one.strip() for one in ids[1].split(",")] if ids else [key for key, one in attached.items() if one.parent == number]
    known = [attached[one] for one in wanted if one in attached]
    missing = len([one for one in wanted if one and one not in attached])
    if missing or not known:
        said.append(
            _("Pictures of a gallery are not in the export: %(count)s.") % {"count": missing} if missing else _("A gallery was left out: it names no pictures.")
        )
    return "\n\n" + "\n\n".join(one.shown for one in known) + "\n\n"


def _media(found: re.Match[str], names: dict[str, None]) -> str:
    address = ADDRESS.search(found[2]) or ADDRESS.search(found[3] or "")
    if not address:
        return _gone(found, names)
    return _linked(address[0].replace("&amp;", "&"))


def _with_notes(text: str, kept: str) -> str:
    """Footnotes in the text itself are a numbered list at its end; the block editor's stand where its block does."""
    notes: list[str] = []

    def mark(found: re.Match[str]) -> str:
        notes.append((found[2] or found[3]).strip())
        return f"[{len(notes)}]"

    if text.count("[") + text.count("((") < MOST_NOTES:
        text = NOTED.sub(mark, text)
    listed = _listed(notes) + (_listed(_of_block(kept)) if "<!-- wp:footnotes" in text and "wp-block-footnotes" not in text else "")
    return text + listed


def _of_block(kept: str) -> list[str]:
    try:
        return [str(one["content"]) for one in json.loads(kept or "[]")]
    except (ValueError, TypeError, KeyError):
        return []


def _listed(notes: list[str]) -> str:
    items = "".join(f"<li>{' '.join(words.split())}</li>" for words in notes)
    return f"\n\n<h2>{_('Notes')}</h2>\n<ol>{items}</ol>" if notes else ""
