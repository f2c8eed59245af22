"""A story's words: what an author typed (paragraphs, '## ' headings, lists, quotations, links) to stored HTML, and back.

The stored HTML is what Wagtail's editor can edit without loss, and nothing else: TAGS is the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3
from bs4 import BeautifulSoup
from bs4.element import Tag
from markdown_it import MarkdownIt

TAGS = {"p", "h2", "h3", "b", "i", "ul", "ol", "li", "a", "br", "blockquote", "hr"}
SCHEMES = {"http", "https", "mailto"}
RENAMED = {"strong": "b", "em": "i", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
BLOCKS = ["p", "h2", "h3", "ul", "ol", "blockquote", "hr"]
LONGEST_LIST = 40  # a larger number at the start of a paragraph is a year or a count, and is shown to its author as it is
NUMBERED = re.compile(r"^(\s{0,12})(\d{1,9})([.)])(?=\s|$)")
OPENS = re.compile(r"\s*(?:[-+*](?:\s|$)|>)")  # an item without a number, or a quotation
WITHIN = re.compile(r"^(\s{0,12}(?:(?:[-+*]|[0-9]{1,9}[.)]|>) {0,3}){1,20}(?<=[ >]))(\d{1,9})(?=[.)](?:\s|$))")  # a number at the beginning of an item
DEEPER = re.compile(r"\s{0,3}>[ \t]?((?:>[ \t]?)+)")  # a quotation in a quotation
LINK_TARGET = re.compile(r"(?<!\\)\]\(\s{0,9}+<?\s{0,9}+([^)\s>]{1,1000}+)(?=>?\s{0,9}+(?:\)|[\"'(]))")  # of [the owner](who knew) nothing is a target
# What CommonMark takes for marks and authors type without meaning any, beside addresses, which stay as they are.
NO_MARKS = re.compile(
    r"(?P<kept>https?://\S+|(?m:^[ \t]{0,3}(?:_[ \t]*){3,}$))"  # and a rule
    r"|(?<=\d)\*(?=\d)"  # 5*3*2
    r"|(?<!\\)_{2,}"  # __init__.py; bold is two stars
    r"|\\{2,}(?=[^!-/:-@\[-`{-~])|\\+(?=\n|$)"  # \\server, and one at a line's end
)
SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.\-]*):")
BARE_HOST = re.compile(r"^(www\.|[a-z0-9-]+\.(com|org|net|co|us|uk|ca|io|shop|biz)\b)", re.IGNORECASE)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    reader.enable("linkify").disable(["code", "fence", "image", "lheading", "reference", "backticks", "autolink", "entity", "html_block", "html_inline"])
    if reader.linkify is not None:
        reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    return reader


READER = _reader()


def to_html(text: str) -> str:
    """Typed text as stored HTML. Whatever is typed, the outcome holds TAGS and links with SCHEMES only."""
    soup = BeautifulSoup(READER.render(_as_meant(text)).replace("\n", ""), "html.parser")  # breaks are <br>; what is between blocks is nothing
    for tag in soup.find_all(True):
        tag.name = RENAMED.get(tag.name, tag.name)
    for quotation in soup.find_all("blockquote"):
        _flatten(quotation)
    for item in soup.find_all("li"):
        _unwrap_paragraphs(item)
    for later in soup.find_all(["ul", "ol"]):
        _join_lists(later)
    html = nh3.clean(str(soup), tags=TAGS, attributes={"a": {"href"}, "*": set()}, url_schemes=SCHEMES, link_rel=None)
    tidy = re.sub(r"\s*(<br>\s*)+(?=</(p|li|h2|h3|blockquote)>)", "", html).strip()
    return tidy.replace("<br>", "<br/>").replace("<hr>", "<hr/>")  # Wagtail's editor reads these only when they are closed


def to_text(html: str) -> str:
    """Stored HTML as an author edits it. to_html(to_text(to_html(text))) == to_html(text)."""
    soup = BeautifulSoup(html, "html.parser")
    return "\n\n".join(block for block in (_block(child) for child in soup.children) if block)


def plain(html: str) -> str:
    """The words alone, one line per paragraph: for counting, comparing and summaries."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all([*BLOCKS, "li", "br"]):
        tag.append("\n")
    return re.sub(r"\n\s*\n+", "\n", soup.get_text()).strip()


def refused_links(text: str) -> list[str]:
    """The link targets in a typed text that cannot be used (javascript:, file:, a word without an address)."""
    return [target for target in LINK_TARGET.findall(text) if not _usable(target)]


def complete_links(text: str) -> str:
    """[words](www.example.com) as its author meant it: with https:// before it."""
    return LINK_TARGET.sub(lambda found: found[0].replace(found[1], f"https://{found[1]}") if BARE_HOST.match(found[1]) else found[0], text)


def _usable(target: str) -> bool:
    scheme = SCHEME.match(target)
    return (scheme[1].lower() in SCHEMES) if scheme else bool(BARE_HOST.match(target))


def _as_meant(text: str) -> str:
    text = NO_MARKS.sub(lambda found: found[0] if found["kept"] else "".join(f"\\{sign}" for sign in found[0]), text)
    return "\n".join(_lines_as_meant(text.split("\n")))


def _lines_as_meant(lines: list[str]) -> Iterator[str]:
    """'1985. What a year' is a sentence: only lines that count on from 1, at their depth, are a numbered list. A list that goes on after a
    paragraph keeps its numbers by being lines: stored lists begin at 1. A line right under a list or a quotation is a paragraph of its own, and
    one of a deeper quotation keeps its signs as words: who wrote what in a quoted mail is told by them."""
    expected: dict[int, int] = {}  # what counts on, by how far it is indented
    inside = after_empty = False
    for line in lines:
        found, indented = NUMBERED.match(line), len(line) - len(line.lstrip())
        if found:
            expected = {depth: number for depth, number in expected.items() if depth <= indented}
            real = int(found[2]) in {1, *list(expected.values())[-1:]}
            expected |= {indented: int(found[2]) + 1} if real else {}
            line = line if real else f"{found[1]}{found[2]}\\{line[found.end(2) :]}"
        elif line.strip() and not indented:
            expected = {}
            line = DEEPER.sub(lambda deeper: "> " + r"\> " * deeper[1].count(">"), line, count=1)
        if within := WITHIN.match(line):
            if within[2] == "1" and ">" not in within[1]:  # a quotation holds no lists
                expected[len(within[1])] = 2
            else:
                line = f"{within[0]}\\{line[within.end() :]}"
        opens = bool(OPENS.match(line)) or bool(found and real)
        if line.strip():
            if inside and not indented and not opens and not after_empty:
                yield ""
            inside = opens or (inside and indented > 0)
        after_empty = not line.strip()
        yield line


def _break() -> Tag:
    return BeautifulSoup("", "html.parser").new_tag("br")


def _flatten(quotation: Tag) -> None:
    """Wagtail's editor knows no blocks inside a quotation: its paragraphs and list items become lines."""
    for inner in quotation.find_all(["ul", "ol", "blockquote", "hr"]):
        inner.unwrap()
    for block in quotation.find_all(["p", "h2", "h3", "li"]):
        if block.name == "li":
            block.insert(0, "– ")
        if block.previous_sibling is not None:
            block.insert_before(_break())
            if block.name != "li":
                block.insert_before(_break())
        block.unwrap()


def _unwrap_paragraphs(item: Tag) -> None:
    for block in item.find_all(["p", "h2", "h3", "blockquote", "hr"], recursive=False):
        if block.previous_sibling is not None:
            block.insert_before(_break())
        block.unwrap()


def _join_lists(later: Tag) -> None:
    """Two lists of one kind in a row are one list: typed text has no way to tell them apart."""
    earlier = later.previous_sibling
    if isinstance(earlier, Tag) and earlier.name == later.name:
        for item in list(later.children):
            earlier.append(item)
        later.decompose()


def _block(node: object) -> str:
    if not isinstance(node, Tag):
        return _starts_plain(_escaped(str(node)).strip())
    match node.name:
        case "h1" | "h2":
            return f"## {_inline(node).strip()}"
        case "h3" | "h4" | "h5" | "h6":
            return f"### {_inline(node).strip()}"
        case "ul" | "ol":
            return _list(node, depth="")
        case "blockquote":
            return "\n".join(f"> {_starts_plain(line)}".rstrip(" \t") for line in _inline(node).strip().split("\n"))
        case "hr":
            return "---"
        case _:
            return "\n".join(_starts_plain(line) for line in _inline(node).strip().split("\n"))


def _list(node: Tag, *, depth: str) -> str:
    lines = []
    for number, item in enumerate(node.find_all("li", recursive=False), start=1):
        mark = f"{number}. " if node.name == "ol" else "- "
        inner = depth + " " * len(mark)
        lists = [_list(child, depth=inner) for child in item.find_all(["ul", "ol"], recursive=False)]
        words = "".join(_piece(child) for child in item.children if getattr(child, "name", None) not in {"ul", "ol"}).strip()
        words = f"\n{inner}".join(_starts_plain(line) for line in words.split("\n"))
        lines.append("\n".join([f"{depth}{mark}{words}", *lists]))
    return "\n".join(lines)


def _inline(node: Tag) -> str:
    return "".join(_piece(child) for child in node.children)


def _piece(node: object) -> str:
    if not isinstance(node, Tag):
        return _escaped(str(node))
    if node.name == "br":
        return "\n"
    words = _inline(node)
    if node.name == "a" and node.get("href"):
        href = str(node["href"])
        return href if node.get_text() == href else f"[{words}]({f'<{href}>' if re.search('[() ]', href) else href})"
    mark = {"b": "**", "strong": "**", "i": "*", "em": "*"}.get(node.name, "")
    core = words.strip()
    if not mark or not core:
        return words
    start, end = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{start}{mark}{core}{mark}{end}"


def _escaped(text: str) -> str:
    """A backslash where a character would be taken for a mark, and only there: authors see this text."""
    text = re.sub(r"\n", " ", text)
    text = re.sub(r"(\\+)(?=[!-/:-@\[\]-`{-~])", r"\1\1", text)
    text = re.sub(r"(?!(?<=\d)\*\d)(?:\*(?=\S)|(?<=\S)\*)", r"\\*", text)
    text = re.sub(r"(?<![^\W_])(?<!_)_(?=[^\s_])|(?<=[^\s_])_(?![^\W_])(?!_)", r"\\_", text)
    return re.sub(r"\](?=\()", r"\\]", text)


def _starts_plain(line: str) -> str:
    """A paragraph's line that begins like a heading, list, quotation or rule is kept a paragraph's line."""
    if re.match(r"\s{0,3}(#{1,6}(\s|$)|>|[-+*](\s|$))", line) or re.fullmatch(r"\s{0,3}([-_*]\s*){3,}", line):
        return re.sub(r"^(\s*)(\S)", r"\1\\\2", line)
    found = NUMBERED.match(line)
    return NUMBERED.sub(r"\1\2\\\3", line) if found and int(found[2]) <= LONGEST_LIST else line
