"""HTML of a post comes in, its words go out: paragraphs and breaks become spaces, scripts and styles nothing."""

from __future__ import annotations

from html.parser import HTMLParser

BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "figure", "section", "article"}
SILENT = {"script", "style", "template", "noscript", "head", "svg"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag in BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def words_of(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts).strip()
