"""Markdown as blogs write it (Jekyll, Hugo, Ghost: with HTML, code, tables, footnotes and their tags) comes in, HTML for markup.pieces goes out."""

from __future__ import annotations

import re
from html import escape

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from writers.posts import tags

READER = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
READER.validateLink = lambda url: True  # type: ignore[method-assign]  # markup.pieces drops what cannot be used, and says so
VIDEO = re.compile(r"(?:id=)?\"?([\w-]{6,20})(?![\w-])")
ADDRESS = re.compile(r"\"?([^\"\s>%]+)")
BASES = {"site.baseurl", "site.url", ".Site.BaseURL"}
REFERENCES = {"{%": {"post_url", "link"}, "{{<": {"ref", "relref"}, "{{": set()}
ATTRIBUTE = re.compile(r"\b(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
KRAMDOWN = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$\n?|\{:[^{}\n]*\}", re.MULTILINE)
NOTE = re.compile(r"^\[\^([^\]\[\s]{1,80})\]:[ \t]*(.*(?:\n(?:[ ]{2,}|\t).+)*)\n?", re.MULTILINE)
MARK = re.compile(r"\[\^([^\]\[\s]{1,80})\]")
AWAY = "\ue001"  # on both sides of the number of a part that was put away


def to_html(text: str) -> tuple[str, list[str]]:
    """HTML that may hold anything (markup.pieces cleans it), and what to say."""
    said: list[str] = []
    kept: list[str] = []

    def away(code: str) -> str:
        kept.append(code)
        return f"{AWAY}{len(kept) - 1}{AWAY}"

    text = tags.with_fences(text.replace(AWAY, ""))
    text = tags.fences_away(text, away)  # nothing within code is a tag
    text = _without_tags(text, said)
    text = _with_notes(KRAMDOWN.sub("", text), said)
    text = re.sub(f"{AWAY}(\\d+){AWAY}", lambda found: kept[int(found[1])], text)
    return READER.render(text), said


def _without_tags(text: str, said: list[str]) -> str:
    """Liquid's and Hugo's tags: pictures, videos and addresses are understood, all others left out and named."""
    names: dict[str, None] = {}

    def new(tag: tags.Tag) -> str:
        known = _understood(tag)
        if known is None:
            names[tag.name] = None
        return known or ""

    text = tags.without_tags(text, new)
    if names:
        said.append(_("Tags of the old site were left out: %(names)s.") % {"names": ", ".join(list(names)[:8])})
    return text


def _understood(tag: tags.Tag) -> str | None:
    """What stands in a tag's place; None where it is one we do not know."""
    if tag.kind == "{{":
        relative = tags.RELATIVE.match(tag.told) if not tag.name else None
        return "" if tag.name in BASES else relative[1] if relative else None
    if tag.kind == "{{<" and tag.name == "figure":
        return _figure(tag.told)
    video = VIDEO.match(tag.told) if tag.name == "youtube" else None
    address = ADDRESS.match(tag.told) if tag.name in REFERENCES[tag.kind] else None
    return f"<https://www.youtube.com/watch?v={video[1]}>" if video else f"/{address[1]}" if address else None


def _figure(told: str) -> str:
    values = {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(told)}
    alt, line = values.get("alt", ""), values.get("caption") or values.get("title") or values.get("attr") or ""
    return f'\n\n<figure><img src="{escape(values.get("src", ""))}" alt="{escape(alt)}"><figcaption>{escape(line)}</figcaption></figure>\n\n'


def _with_notes(text: str, said: list[str]) -> str:
    """Footnotes become a numbered list at the end; their marks stay as [1]."""
    notes = {name: " ".join(words.split()) for name, words in NOTE.findall(text)}
    if not notes:
        return text
    said.append(_("Footnotes stand as a list at the end."))
    numbers = {name: number for number, name in enumerate(notes, 1)}
    text = MARK.sub(lambda found: f"\\[{numbers[found[1]]}\\]" if found[1] in numbers else found[0], NOTE.sub("", text))
    listed = "\n".join(f"{number}. {notes[name]}" for name, number in numbers.items())
    return f"{text.rstrip()}\n\n## {_('Notes')}\n\n{listed}\n"
