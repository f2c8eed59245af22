"""HTML of any origin comes in; our pieces (stored HTML, pictures, pull quotes) go out in order, with what could not be kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from textwrap import dedent
from urllib.parse import urljoin

import nh3
from bs4 import BeautifulSoup, NavigableString
from bs4.element import PageElement, PreformattedString, Tag
from django.utils.translation import gettext as _

from stories.tell_text import SCHEMES, TAGS, plain, to_html, to_text
from writers.posts.marks import (
    ATTRIBUTES,
    BLOCKS,
    CARD,
    CARD_TITLE,
    CARD_WORDS,
    DEEPEST,
    KEPT,
    LONGEST_PULL,
    LONGEST_WORDS,
    NOTE,
    PLAYER,
    PULLED,
    RAISED,
    SEEN_SCHEMES,
    WIDGETS,
)
from writers.posts.post import Block, Picture, Piece, Words

UNSHOWN = re.compile(r"<(script|style|noscript|template|svg|form|button|select)\b(.*?)(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
EXPECTED = re.compile(
    r"subscri|sign[- ]?up|newsletter|search|type=.?application/(?:ld\+)?json|widgets\.js|embed\.js|twitter\.com|instagram\.com|tiktok\.com", re.IGNORECASE
)
BACK = re.compile(r"^[\s\u00a0]*[↩⤴↑^]\ufe0e?\ufe0f?[\s\u00a0]*(?:\d+)?$")  # from a footnote to its mark
LINE, RAGGED = "\ue000", re.compile("\ue000\\s*(?:\ue000\\s*)+")  # a line break of the source, until it is known what it means


def pieces(html: str, *, base: str = "", line_breaks: bool = False) -> tuple[list[Piece], list[str]]:
    """`base`: the address that relative links start from; `line_breaks`: an empty line parts paragraphs, as in WordPress's old editor."""
    walk = _Walk(base, line_breaks)
    html = UNSHOWN.sub(walk.unshown, html)
    tidy = nh3.clean(html, tags=KEPT, attributes=ATTRIBUTES, url_schemes=SEEN_SCHEMES, link_rel=None, strip_comments=True)
    walk.children(BeautifulSoup(tidy, "html.parser"), depth=0)
    return walk.done(), walk.said


def settled(html: str) -> str:
    """Stored HTML that stays the same when its author opens and saves it as text; where that would lose words, the clean HTML itself."""
    html = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)
    html = html.replace("<br>", "<br/>").replace("<hr>", "<hr/>")
    again = to_html(to_text(html))
    return again if _letters(again) == _letters(html) else html


def _letters(html: str) -> str:
    """Spaces that do not break count: code is indented with them."""
    return re.sub(r"[ \n\t]+", "", plain(html))


@dataclass
class _Walk:
    base: str
    line_breaks: bool
    said: list[str] = field(default_factory=list)
    found: list[Piece] = field(default_factory=list)
    html: list[str] = field(default_factory=list)  # of the text at the end, not yet a piece
    rows: str = ""  # the list that the last table became
    notes: list[str] = field(default_factory=list)  # footnotes that stood as blocks of their own

    def say(self, words: str) -> None:
        if words not in self.said:
            self.said.append(words)

    def done(self) -> list[Piece]:
        if self.notes:
            self.say(_("Footnotes stand as a list at the end."))
            self.html.append(f"<h2>{_('Notes')}</h2><ol>{''.join(f'<li>{words}</li>' for words in self.notes)}</ol>")
        self._close()
        return self.found

    def unshown(self, found: re.Match[str]) -> str:
        """What is no text is left out; a form or a script of the author's own with a line that says so."""
        if found[1].lower() in {"form", "script", "select"} and not EXPECTED.search(found[2][:2000]):
            self.say(_("A form or a script was left out."))
        return ""

    # blocks

    def children(self, node: Tag, *, depth: int) -> None:
        """Blocks in order; what stands between them, outside any paragraph, is a paragraph."""
        run: list[PageElement] = []
        for child in list(node.children):
            if isinstance(child, Tag) and (child.name in BLOCKS or child.find(BLOCKS)):
                self._paragraph(run)
                run = []
                self._block(child, depth=depth + 1)
            elif not isinstance(child, PreformattedString):
                run.append(child)
        self._paragraph(run)

    def _block(self, node: Tag, *, depth: int) -> None:
        if WIDGETS.search(_classes(node)):
            return self.say(_("A subscribe or share button was left out."))
        if PLAYER.search(_classes(node)):
            return None  # the buttons and the clock of what plays
        note = node.find(class_="footnote-content") if NOTE.search(_classes(node)) else None
        if note:
            return self.notes.append(self._lines(note).replace(LINE, " "))
        card = node if CARD.search(_classes(node)) else None
        if card or node.name == "a":
            return self._card(node, depth)
        if depth > DEEPEST:
            return self._add("p", escape(node.get_text(" ")))
        if PULLED.search(_classes(node)) and self._pull_quote(node):
            return None
        match node.name:
            case "hr":
                self.html.append("<hr/>")
            case "pre":
                self._code(node)
            case "ul" | "ol":
                self._list(node)
            case "blockquote":
                self._quotation(node)
            case "table":
                self._table(node)
            case "figure":
                self._figure(node, depth)
            case "iframe" | "embed" | "video" | "audio":
                self._played(node)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._paragraph(list(node.children), tag="h2" if node.name in {"h1", "h2"} else "h3")
            case "dt":
                self._add("p", f"<b>{self.inline(node)}</b>")
            case _:
                self.children(node, depth=depth)
        return None

    def _card(self, node: Tag, depth: int) -> None:
        """A link around blocks (a card for another page) is its title as a link; pictures in it are that page's. Around pictures alone it is none."""
        link = node if node.name == "a" else node.find("a", href=True)
        shown = CARD.search(_classes(node))
        if not isinstance(link, Tag) or not (shown or node.get_text(strip=True)):
            return self.children(node, depth=depth)
        title = node.find(class_=CARD_TITLE) if shown else None
        words = " ".join((title or node).get_text(" ").split())
        told = node.find(class_=CARD_WORDS) if shown else None
        self.say(_("A card for another page stands as a link."))
        html = self._link_to(str(link.get("href") or "").strip(), escape(words, quote=False))
        return self._add("p", f"{html}<br/>{escape(' '.join(told.get_text(' ').split()), quote=False)}" if told else html)

    def _paragraph(self, nodes: list[PageElement], *, tag: str = "p") -> None:
        """Words in one or more paragraphs; a picture among them stands on its own."""
        words: list[str] = []
        for node in nodes:
            images = _images(node)
            words.append(self._piece(node))
            if images:
                self._add(tag, "".join(words))
                words = []
                for image in images:
                    self._picture(image)
        self._add(tag, "".join(words))

    def _add(self, tag: str, html: str) -> None:
        for part in RAGGED.split(html):
            part = part.strip(f" \n\t{LINE}").replace(LINE, "<br/>")
            part = re.sub(r"^(\s*<br/>)+|(<br/>\s*)+$", "", part).strip()
            if re.sub(r"<[^>]*>", "", part).strip(" \n\t\u00a0\u200b"):
                self.html.append(f"<{tag}>{part}</{tag}>")

    def _code(self, node: Tag) -> None:
        self.say(_("Code stands as a quotation, line by line: we have no other way to show it."))
        for line in node.find_all("br"):
            line.replace_with("\n")
        lines = dedent(node.get_text().strip("\n").expandtabs(4)).split("\n")
        shown = [re.sub(r"^ +", lambda found: "\u00a0" * len(found[0]), escape(line)) or "\u00a0" for line in lines]  # an empty line stays one
        self.html.append(f"<blockquote>{'<br/>'.join(shown)}</blockquote>")

    def _quotation(self, node: Tag) -> None:
        images = _images(node)
        self._add_whole("blockquote", self._lines(node))
        for image in images:
            self._picture(image)

    def _lines(self, node: Tag) -> str:
        """A quotation's or list item's insides: paragraphs part by an empty line, list items by a dash."""
        parts, run = [], []
        for child in node.children:
            if isinstance(child, Tag) and (child.name in BLOCKS or child.find(BLOCKS)):
                parts.append("".join(run))
                run = []
                dash = [f"– {self._lines(item)}" for item in child.find_all("li", recursive=False)] if child.name in {"ul", "ol"} else None
                parts.append("<br/>".join(dash) if dash else self._lines(child) if len(list(child.parents)) < DEEPEST else escape(child.get_text(" ")))
            elif not isinstance(child, PreformattedString):
                run.append(self._piece(child))
        parts.append("".join(run))
        return "<br/><br/>".join(part.strip(f" \n\t{LINE}") for part in parts if part.strip(f" \n\t{LINE}"))

    def _add_whole(self, tag: str, html: str) -> None:
        html = RAGGED.sub("<br/><br/>", html).replace(LINE, "<br/>").strip()
        if re.sub(r"<[^>]*>", "", html).strip():
            self.html.append(f"<{tag}>{html}</{tag}>")

    def _list(self, node: Tag) -> None:
        images = _images(node)
        if any(str(one.get("start", "1")) != "1" for one in [node, *node.find_all("ol")]):
            self.say(_("A numbered list that began later begins at 1 here."))
        html = self._list_html(node, 1)
        if self.rows and self.html[-1:] == [self.rows] and html.startswith("<ul>"):
            self.html.append("<hr/>")  # two lists in a row are one to whoever edits them as text
        self.html.append(html)
        for image in images:
            self._picture(image)

    def _list_html(self, node: Tag, depth: int) -> str:
        items = []
        for item in node.find_all("li", recursive=False):
            lists = list(item.find_all(["ul", "ol"], recursive=False)) if depth < 6 else []
            inner = "".join(self._list_html(child.extract(), depth + 1) for child in lists)
            words = RAGGED.sub("<br/>", self._lines(item)).replace(LINE, " ").replace("<br/><br/>", "<br/>")
            if words or inner:
                items.append(f"<li>{words}{inner}</li>")
        return f"<{node.name}>{''.join(items)}</{node.name}>" if items else ""

    def _table(self, node: Tag) -> None:
        self.say(_("A table stands as a list, one row a line: we have no tables."))
        rows = [[self.inline(cell).replace(LINE, " ").strip() for cell in row.find_all(["td", "th"])] for row in node.find_all("tr")]
        shown = [" | ".join(cell for cell in row if cell) for row in rows]
        items = "".join(f"<li>{row}</li>" for row in shown if row)
        if items:
            self.rows = f"<ul>{items}</ul>"
            self.html += [*(["<hr/>"] if self.html and self.html[-1].endswith("</ul>") else []), self.rows]
        for image in _images(node):
            self._picture(image)

    def _figure(self, node: Tag, depth: int) -> None:
        line = node.find("figcaption")
        images = _images(node)
        if not images or node.find(["blockquote", "table", "iframe", "video", "pre", "figure"]):
            return self.children(node, depth=depth)
        caption = self._line_under(line) if line else ""
        for image in images:
            self._picture(image, caption=caption if image is images[-1] else "")
        return None

    def _line_under(self, line: Tag) -> str:
        for link in line.find_all("a", href=True):
            self.say(_("The line under a picture can hold no link: %(link)s. Its words stay.") % {"link": str(link["href"])[:160]})
        for end in line.find_all(["br", *BLOCKS]):
            end.append(" ")
        return " ".join(line.get_text().split())

    def _played(self, node: Tag) -> None:
        source = node.find("source")
        address = str(node.get("src") or node.get("data-src") or (source.get("src") if source else "") or "")
        address = _joined(self.base or "https:", address) if address.startswith("//") or self.base else address
        if not address.startswith(("https://", "http://")):
            return self.say(_("Something that plays was left out: it has no address.") + (f" ({address[:80]})" if address else ""))
        self.say(_("What plays elsewhere (a video, a sound) stands as a link."))
        address = re.sub(r"^https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+).*$", r"https://www.youtube.com/watch?v=\1", address)
        self._add("p", f'<a href="{escape(address)}">{escape(address)}</a>')
        return None

    def _pull_quote(self, node: Tag) -> bool:
        said_by = node.find("cite")
        speaker = " ".join(said_by.extract().get_text(" ").split()) if said_by else ""
        words = " ".join(node.get_text(" ").split())
        if not words or len(words) > LONGEST_PULL or len(speaker) > 80 or _images(node):
            return False
        self._close()
        self.found.append(Block("pull_quote", {"words": words, "speaker": speaker}))
        return True

    def _picture(self, image: Tag, *, caption: str = "") -> None:
        ref = next((str(image[name]) for name in ("data-orig-file", "data-src", "data-lazy-src", "src") if image.get(name)), "")
        if not ref or (str(image.get("width", "")) in {"0", "1"} and str(image.get("height", "")) in {"0", "1"}):
            return  # counts readers, shows nothing
        description = " ".join(str(image.get("alt") or "").split())
        self._close()
        last = self.found[-1] if self.found else None
        if not (isinstance(last, Picture) and last.ref == ref):
            self.found.append(Picture(ref, description, caption or " ".join(str(image.get("title") or "").split())))

    def _close(self) -> None:
        html, self.html = "".join(self.html), []
        self.found += [Words(settled(part)) for part in _parts(html)]

    # inside a line

    def inline(self, node: Tag) -> str:
        return "".join(self._piece(child) for child in node.children)

    def _piece(self, node: PageElement) -> str:
        if isinstance(node, NavigableString):
            return "" if isinstance(node, PreformattedString) else escape(str(node), quote=False).replace("\n", LINE if self.line_breaks else " ")
        if not isinstance(node, Tag):
            return ""
        if len(list(node.parents)) > DEEPEST:
            return escape(node.get_text(" "), quote=False)
        if node.name == "a":
            return self._link(node)
        return self._marked(node)

    def _marked(self, node: Tag) -> str:
        match node.name:
            case "br":
                return "<br/>"
            case "b" | "strong" if not _within(node, {"b", "strong"}):
                return f"<b>{self.inline(node)}</b>"
            case "i" | "em" if not _within(node, {"i", "em"}):
                return f"<i>{self.inline(node)}</i>"
            case "q":
                return f"“{self.inline(node)}”"
            case "img":
                return escape(str(node.get("alt") or "")) if _is_emoji(node) else ""
            case "sup":
                return node.get_text().translate(RAISED) if re.fullmatch(r"[-+\d]+", node.get_text()) and not node.find("a") else self.inline(node)
            case "u" | "ins" | "mark":
                self.say(_("Words that were underlined or marked stand as ordinary words."))
            case "cite" if node.find_parent("blockquote") and not node.find_parent("p"):
                return f"– {self.inline(node)}"
            case "code" | "kbd" | "samp" | "tt" | "var":
                self.say(_("Code within a line stands as ordinary words."))
            case "s" | "strike" | "del":
                self.say(_("Words that were struck out stand as ordinary words: look whether they should stay."))
        return self.inline(node)

    def _link(self, node: Tag) -> str:
        words, target = self.inline(node), str(node.get("href") or "").strip()
        if "wp-block-file__button" in _classes(node):
            return ""  # the same link once more
        if not target:
            if not (node.get("name") or node.get("id")):
                self.say(_("A link had no address that can be used; its words stay."))
            return words
        if target.startswith("#"):
            marks = node.get_text().strip()
            return "" if BACK.match(marks) else f"[{marks}]" if re.fullmatch(r"\d{1,3}", marks) else words
        return words if _images(node) else self._link_to(target, words)

    def _link_to(self, target: str, words: str) -> str:
        """The words as a link, where there is an address that can be one."""
        whole = _joined(self.base, target) if self.base else target
        scheme = whole.partition(":")[0].lower() if ":" in whole else ""
        if scheme in SCHEMES:
            return f'<a href="{escape(whole)}">{words}</a>' if words.strip() else words
        self.say(_("The link to %(link)s cannot be used here; its words stay.") % {"link": target[:80]})
        return words


def _joined(base: str, address: str) -> str:
    """Nothing where it is no address at all ("//[x/y")."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _parts(html: str) -> list[str]:
    """One text, or several where it is too long for the desk's box, parted between paragraphs."""
    if len(html) < LONGEST_WORDS:
        return [html] if html else []
    parts = [""]
    for child in BeautifulSoup(html, "html.parser").children:
        one = str(child)
        if len(parts[-1]) + len(one) > LONGEST_WORDS and parts[-1]:
            parts.append("")
        parts[-1] += one
    return [part for part in parts if part]


def _images(node: PageElement) -> list[Tag]:
    if not isinstance(node, Tag):
        return []
    found = [node] if node.name == "img" else node.find_all("img")
    return [image for image in found if not _is_emoji(image)]


def _is_emoji(image: Tag) -> bool:
    return bool(re.search(r"\b(emoji|wp-smiley)\b", _classes(image)))


def _within(node: Tag, names: set[str]) -> bool:
    """Whether a mark of these names is open already in the line it stands in."""
    for parent in node.parents:
        if parent.name in BLOCKS or parent.name in names:
            return parent.name in names
    return False


def _classes(node: Tag) -> str:
    return " ".join(str(one) for one in node.get_attribute_list("class") if one)
