"""Markdown as blogs write it (Jekyll, Hugo, Ghost: with HTML, code, tables, footnotes and their tags) comes in, HTML for markup.pieces goes out."""

from __future__ import annotations

import re
from html import escape

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from writers.posts import tags
from writers.posts.bounded import replaced
from writers.posts.instead import instead, name_of

READER = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
READER.validateLink = lambda url: True  # type: ignore[method-assign]  # markup.pieces drops what cannot be used, and says so
KRAMDOWN = re.compile(r"^[ \t]*\{:[^{}\n]*\}[ \t]*$\n?|\{:[^{}\n]*\}", re.MULTILINE)
CONTENTS = re.compile(r"^ {0,3}(?:[*+-]|\d\.)[ \t]+\S[^\n]{0,200}\n[ \t]*\{:[ \t]*(?:[^{}\n]{0,200}[ \t])?toc(?=[\s}])[^{}\n]{0,200}\}[ \t]*$\n?", re.MULTILINE)
ANCHOR = re.compile(r"\{#[^{}\n]{1,200}\}[ \t]*$", re.MULTILINE)
NOTE = re.compile(r"^\[\^([^\]\[\s]{1,80})\]:[ \t]*(.*(?:\n(?:[ ]{2,}|\t).+|\n[ \t]*\n(?:[ ]{4}|\t).+)*)\n?", re.MULTILINE)
MARK = re.compile(r"\[\^([^\]\[\s]{1,80})\]")
ABBREVIATION = re.compile(r"^\*\[[^\]\[\n]{1,80}\]:.*\n?", re.MULTILINE)
MEANING = re.compile(r"^:[ \t]+(?=\S)")
ALERT = re.compile(r"^([ \t]{0,12}(?:>[ \t]?){1,9})\[!([A-Za-z]{2,20})\][+-]?[ \t]*(.*)$", re.MULTILINE)
ESCAPED = re.compile(r"\{\{([<%])/\*([^\n]{0,500}?)\*/([>%])\}\}")
FRAME = re.compile(
    r"<(/?)(div|section|article|aside|details|figure|figcaption|blockquote|header|footer|main|nav|p|h[1-6]|td|th|li|dd|dt)\b([^<>]{0,1000})>", re.IGNORECASE
)
LEFT_OPEN = {"p", "li", "td", "th", "dd", "dt"}  # in HTML these need no end
INSIDE = re.compile(r"\smarkdown(?:=[\"']?(?:1|block|span)[\"']?)?(?=\s|$)", re.IGNORECASE)
CONTAINER = re.compile(r"^:::.*$\n?", re.MULTILINE)
MODULE = re.compile(r"^(?:import|export)\b(?=.*(?:['\"{=(]|from)).*$\n?|^\{/\*.*\*/\}$\n?", re.MULTILINE)
WIKI_PICTURE = re.compile(r"!\[\[([^\[\]|\n]{1,200}\.(?:jpe?g|png|webp|gif|heic|avif))(?:\|[^\[\]\n]{0,200})?\]\]", re.IGNORECASE)
WIKI = re.compile(r"(?<!!)\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
AWAY = "\ue001"  # on both sides of the number of a part that was put away


def to_html(text: str, *, jsx: bool = False) -> tuple[str, list[str]]:
    """HTML that may hold anything (markup.pieces cleans it), and what to say. `jsx`: a text with components (.mdx)."""
    said: list[str] = []
    kept: list[str] = []

    def away(code: str) -> str:
        kept.append(_shown(code))
        return f"{AWAY}{len(kept) - 1}{AWAY}"

    text = tags.with_fences(text.replace(AWAY, ""), away=away)
    text = tags.spans_away(tags.fences_away(text, away), away)  # nothing within code is a tag
    text = replaced(ESCAPED, lambda found: away(f"{{{{\\{found[1]}{found[2]}\\{found[3]}}}}}"), text, opening="/*")
    text = _without_tags(text, said)
    text = _dialects(text, said, jsx=jsx)
    text = _with_notes(KRAMDOWN.sub("", text), said)
    for _twice in range(2):  # a span of code may hold what was put away before
        text = re.sub(f"{AWAY}(\\d+){AWAY}", lambda found: kept[int(found[1])], text)
    return READER.render(text), said


def _shown(code: str) -> str:
    """A tag of Hugo's that was written so as to be shown, as its readers saw it."""
    return replaced(ESCAPED, lambda found: f"{{{{{found[1]}{found[2]}{found[3]}}}}}", code, opening="/*")


def without_tags_of_html(text: str) -> tuple[str, list[str]]:
    """The same for a template's HTML: code is <pre>, an understood tag its HTML."""
    said: list[str] = []
    text = tags.with_fences(text, fenced=lambda code: f"<pre>{escape(code)}</pre>")
    return _without_tags(text, said, html=True), said


def _without_tags(text: str, said: list[str], *, html: bool = False) -> str:
    """Liquid's and Hugo's tags: pictures, videos and addresses are understood, all others left out and named."""
    names: dict[str, None] = {}

    def new(tag: tags.Tag) -> str:
        known = instead(tag)
        if known is None:
            names[name_of(tag)] = None
        return re.sub(r"^<(https?://[^<>]+)>$", r'<a href="\1">\1</a>', known or "") if html else known or ""

    shown = tags.without_comments(text)
    hidden = len(shown) < len(text)
    text = tags.without_tags(shown, new)
    if hidden:
        said.append(_("What stood between comment tags was never shown, and was left out."))
    if names:
        said.append(tags.left_out(names))
    return text


def _dialects(text: str, said: list[str], *, jsx: bool) -> str:
    """What no Markdown of ours knows: each is plain words, or left out with a line that says so."""
    text = "\n".join(ANCHOR.sub("", line).rstrip() if line.startswith("#") else line for line in text.split("\n"))
    text = ALERT.sub(_alert, _frames(CONTENTS.sub("", text)))
    text = WIKI.sub(r"\1", WIKI_PICTURE.sub(lambda found: f"![](<{found[1]}>)", text))
    for pattern, words in (
        (ABBREVIATION, _("What its abbreviations stand for was left out: we have no place for it.")),
        (CONTAINER, _("The frames of its boxes (:::) were left out; their words stay.")),
        *(((MODULE, _("Lines for a program (import, export) were left out.")),) if jsx else ()),
    ):
        text, count = pattern.subn("", text)
        if count:
            said.append(words)
    return _meanings(text)


def _alert(found: re.Match[str]) -> str:
    """> [!NOTE], as GitHub and Obsidian mark a quotation: the word in bold, and a title after it."""
    title = f" {found[3]}" if found[3] else ""
    return f"{found[1]}**{found[2].capitalize()}**{title}\n{found[1].rstrip()}"


def _frames(text: str) -> str:
    """What stands in HTML with markdown="1" is Markdown: an empty line before and after says so to our reader."""
    if "markdown" not in text:
        return text
    opened: list[tuple[str, bool]] = []

    def apart(found: re.Match[str]) -> str:
        name = found[2].lower()
        if not found[1]:
            opened.append((name, bool(INSIDE.search(found[3]))))
            return f"\n\n{found[0]}\n\n" if opened[-1][1] else found[0]
        while opened and opened[-1][0] != name and opened[-1][0] in LEFT_OPEN:
            opened.pop()
        if opened and opened[-1][0] == name and opened.pop()[1]:
            return f"\n\n{found[0]}\n\n"
        return found[0]

    return FRAME.sub(apart, text)


def _meanings(text: str) -> str:
    """A term with lines that begin with ': ' under it: the term in bold, each meaning a paragraph."""
    lines: list[str] = []
    for line in text.split("\n"):
        if found := MEANING.match(line):
            at = len(lines) - 1 if lines and lines[-1].strip() else len(lines) - 2
            if at >= 0 and lines[at].strip() and not lines[at].startswith(("#", "-", "*", ">", "|", "\ue002")):
                lines[at] = f"**{lines[at].strip()}**"
            lines += ["", "\ue002" + line[found.end() :]]
        else:
            lines.append(line)
    return "\n".join(lines).replace("\ue002", "")


def _with_notes(text: str, said: list[str]) -> str:
    """Footnotes become a numbered list at the end; their marks stay as [1]."""
    notes = {name: [" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", words)] for name, words in NOTE.findall(text)}
    if not notes:
        return text
    said.append(_("Footnotes stand as a list at the end."))
    numbers = {name: number for number, name in enumerate(notes, 1)}
    text = MARK.sub(lambda found: f"\\[{numbers[found[1]]}\\]" if found[1] in numbers else found[0], NOTE.sub("", text))
    listed = "\n".join(f"{number}. " + f"\n\n{' ' * len(f'{number}. ')}".join(notes[name]) for name, number in numbers.items())
    return f"{text.rstrip()}\n\n## {_('Notes')}\n\n{listed}\n"
