"""A post that Ghost never rendered comes in as its editor keeps it (Lexical, or Mobiledoc before it); HTML goes out, and the cards nobody here knows."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from writers.posts import ghost_cards

DEEPEST = 40
MARKS = ((1, "b"), (2, "i"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"))  # Lexical's, bit by bit
WITHIN = "\ue003"  # where an item goes on in the list of the one before it
Names = dict[str, None]


def from_lexical(raw: Any) -> tuple[str, Names]:
    unknown: Names = {}
    try:
        return _node(json.loads(raw or "{}").get("root", {}), 0, unknown), unknown
    except (ValueError, AttributeError, TypeError):
        return "", unknown


def _node(node: dict[str, Any], depth: int, unknown: Names) -> str:
    if depth > DEEPEST:
        return ""
    kind = str(node.get("type", "")).removeprefix("extended-")
    if kind == "text":
        return _text(node)
    inner = "".join(_node(child, depth + 1, unknown) for child in node.get("children", []))
    match kind:
        case "linebreak":
            return "<br>"
        case "tab":
            return " "
        case "heading":
            return f"<{node.get('tag', 'h2')}>{inner}</{node.get('tag', 'h2')}>"
        case "list":
            tag = "ol" if node.get("listType") == "number" else "ul"
            start = f' start="{node["start"]}"' if tag == "ol" and str(node.get("start", "")).isdigit() else ""
            return f"<{tag}{start}>{inner.replace(f'</li>{WITHIN}', '').replace(WITHIN, '<li>')}</{tag}>"
        case "listitem":
            only_lists = {child.get("type") for child in node.get("children", [])} == {"list"}  # Lexical gives a list within a list an item of its own
            return f"{WITHIN if only_lists else '<li>'}{inner}</li>"
        case "quote":
            return f"<blockquote>{inner}</blockquote>"
        case "aside":
            return f'<blockquote class="kg-blockquote-alt">{inner}</blockquote>'
        case "link" | "autolink" | "at-link":
            return f'<a href="{escape(str(node.get("url", "")))}">{inner or escape(str(node.get("url", "")))}</a>'
        case "paragraph":
            return f"<p>{inner}</p>"
        case "root" | "":
            return inner
    return _card(kind, node, unknown) + inner


def _text(node: dict[str, Any]) -> str:
    style, words = int(node.get("format") or 0), escape(str(node.get("text", "")).replace(WITHIN, ""))
    for bit, tag in MARKS:
        if style & bit:
            words = f"<{tag}>{words}</{tag}>"
    return words


def _card(kind: str, card: dict[str, Any], unknown: Names) -> str:
    html = ghost_cards.html_of(kind, card)
    if html is None:
        unknown[kind] = None
    return html or ""


def from_mobiledoc(raw: Any) -> tuple[str, Names]:
    unknown: Names = {}
    try:
        doc = json.loads(raw or "{}")
        return "".join(_section(section, doc, unknown) for section in doc.get("sections", [])), unknown
    except (ValueError, AttributeError, TypeError, LookupError):
        return "", unknown


def _section(section: list[Any], doc: dict[str, Any], unknown: Names) -> str:
    """1: words, 2: a picture, 3: a list, 10: a card, as Mobiledoc numbers them."""
    match section[0]:
        case 1:
            tag = "blockquote" if section[1] in {"blockquote", "aside", "pull-quote"} else section[1]
            return f"<{tag}>{_markers(section[2], doc)}</{tag}>"
        case 2:
            return ghost_cards.html_of("image", {"src": section[1]}) or ""
        case 3:
            return f"<{section[1]}>{''.join(f'<li>{_markers(item, doc)}</li>' for item in section[2])}</{section[1]}>"
        case 10:
            kind, card = doc["cards"][section[1]]
            return _card(str(kind), card if isinstance(card, dict) else {}, unknown)
    return ""


def _markers(markers: list[Any], doc: dict[str, Any]) -> str:
    """Each: 0 words or 1 an atom, the marks it opens, how many it closes, its words or the atom's number."""
    parts, open_tags = [], []
    for kind, opens, closes, value in markers:
        for number in opens:
            tag, *rest = doc["markups"][number]
            told = dict(zip(rest[0][::2], rest[0][1::2], strict=False)) if rest else {}
            parts.append(f'<{tag} href="{escape(str(told["href"]))}">' if "href" in told else f"<{tag}>")
            open_tags.append(tag)
        atom = doc["atoms"][value] if kind == 1 else None
        parts.append(("<br>" if atom[0] == "soft-return" else escape(str(atom[1]))) if atom else escape(str(value)))
        parts += [f"</{open_tags.pop()}>" for _closed in range(min(closes, len(open_tags)))]
    return "".join(parts)
