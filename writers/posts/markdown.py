"""Markdown as blogs write it (Jekyll, Hugo, Ghost: with HTML, code, tables, footnotes and their tags) comes in, HTML for markup.pieces goes out."""

from __future__ import annotations

import re
from html import escape

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from writers.posts.bounded import replaced

READER = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
READER.validateLink = lambda url: True  # type: ignore[method-assign]  # markup.pieces drops what cannot be used, and says so
FENCE = re.compile(r"^(`{3,}|~{3,}).{0,20000}?^\1[`~]*[ \t]*$", re.DOTALL | re.MULTILINE)
HIGHLIGHT = re.compile(r"\{%-?\s*(highlight|raw)\b[^%]{0,200}%\}\n?(.{0,20000}?)\{%-?\s*end\1\s*-?%\}", re.DOTALL)
HUGO_CODE = re.compile(r"\{\{[<%]\s*highlight\b[^}]{0,200}[>%]\}\}\n?(.{0,20000}?)\{\{[<%]\s*/highlight\s*[>%]\}\}", re.DOTALL)
FIGURE = re.compile(r"\{\{[<%]\s*figure\s+(.{0,2000}?)/?\s*[>%]\}\}", re.DOTALL)
YOUTUBE = re.compile(r"\{\{[<%]\s*youtube\s+(?:id=)?\"?([\w-]{6,20})\"?[^}]{0,200}?[>%]\}\}|\{%\s*youtube\s+\"?([\w-]{6,20})\"?[^%]{0,200}?%\}")
REFERENCE = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?([^\"\s>%]+)\"?[^}]{0,200}?[>%]\}\}|\{%-?\s*(?:post_url|link)\s+(\S+)\s*-?%\}")
BASE = re.compile(r"\{\{-?\s*(?:site\.(?:baseurl|url)|\.Site\.BaseURL)\s*-?\}\}|\{\{-?\s*\"([^\"]+)\"\s*\|\s*(?:relative_url|absolute_url)\s*-?\}\}")
TAG = re.compile(r"\{%-?\s*(\w+).{0,500}?%\}|\{\{[<%]\s*/?\s*([\w./-]+).{0,500}?[>%]\}\}|\{\{-?\s*([\w.]+)[^{}]{0,500}\}\}", re.DOTALL)
ATTRIBUTE = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
KRAMDOWN = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$\n?|\{:[^{}\n]*\}", re.MULTILINE)
NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?:[ ]{2,}|\t).+)*)\n?", re.MULTILINE)
MARK = re.compile(r"\[\^([^\]\s]+)\]")


def to_html(text: str) -> tuple[str, list[str]]:
    """HTML that may hold anything (markup.pieces cleans it), and what to say."""
    said: list[str] = []
    kept: list[str] = []

    def away(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\ue001{len(kept) - 1}\ue001"

    text = replaced(HIGHLIGHT, lambda found: f"```\n{found[2]}\n```", text, opening="{%")
    text = replaced(HUGO_CODE, lambda found: f"```\n{found[1]}\n```", text, opening="{{")
    text = replaced(FENCE, away, text, opening="\n```")  # nothing within code is a tag
    text = _without_tags(text, said)
    text = _with_notes(KRAMDOWN.sub("", text), said)
    text = re.sub("\ue001(\\d+)\ue001", lambda found: kept[int(found[1])] if int(found[1]) < len(kept) else "", text)
    return READER.render(text), said


def _without_tags(text: str, said: list[str]) -> str:
    """Liquid's and Hugo's tags: pictures, videos and addresses are understood, all others left out and named."""
    text = replaced(FIGURE, _figure, text, opening="{{")
    text = YOUTUBE.sub(lambda found: f"<https://www.youtube.com/watch?v={found[1] or found[2]}>", text)
    text = REFERENCE.sub(lambda found: f"/{found[1] or found[2]}", text)
    text = BASE.sub(lambda found: found[1] or "", text)
    names = dict.fromkeys(next(name for name in found.groups() if name) for found in TAG.finditer(text))
    if names:
        said.append(_("Tags of the old site were left out: %(names)s.") % {"names": ", ".join(list(names)[:8])})
    return TAG.sub("", text)


def _figure(found: re.Match[str]) -> str:
    told = {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(found[1])}
    alt, line = told.get("alt", ""), told.get("caption") or told.get("title") or told.get("attr") or ""
    return f'\n\n<figure><img src="{escape(told.get("src", ""))}" alt="{escape(alt)}"><figcaption>{escape(line)}</figcaption></figure>\n\n'


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
