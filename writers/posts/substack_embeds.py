"""Substack's page of a post comes in; what it keeps only in attributes for its own scripts (tweets, mentions, galleries, polls) goes out as HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from writers.posts.tags import left_out

OWN_BUTTONS = re.compile(r"subscribe|checkout|%%|action=share|/share|/comments|giftSubscription|gift=true|#", re.IGNORECASE)
SILENT = {"button-wrapper", "install-substack-app-embed"}  # of Substack's own: said where they are found, or nobody's words
Told = dict[str, Any]


def spelled_out(html: str) -> tuple[str, list[str]]:
    """And what to say of what was left out."""
    if "data-attrs" not in html and "<label" not in html:
        return html, []
    soup, unknown = BeautifulSoup(html, "html.parser"), {}
    for label in soup.find_all("label"):
        label.decompose()
    for node in soup.select("[data-attrs]"):
        if node.decomposed or node.name == "img":
            continue
        words = node.get_text(strip=True)
        kind = next((one for one in (str(one) for one in node.get_attribute_list("class") if one) if one in EMBEDS), "")
        if kind and not (kind == "embedded-post-wrap" and words):
            shown = EMBEDS[kind](_told(node))
            if shown:
                node.replace_with(BeautifulSoup(shown, "html.parser"))
            if shown or kind in SILENT:
                continue
        if not words and not node.find(["img", "iframe"]):
            unknown[str(node.get("data-component-name") or "div").removesuffix("ToDOM")] = None
    return str(soup), [left_out(unknown)] if unknown else []


def _told(node: Tag) -> Told:
    try:
        told = json.loads(str(node["data-attrs"]))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _words(told: Told, *names: str) -> str:
    return next((" ".join(str(told[name]).split()) for name in names if told.get(name)), "")


def _link(url: str, words: str) -> str:
    return f'<p><a href="{escape(url)}">{escape(words or url)}</a></p>' if url else ""


def _tweet(told: Told) -> str:
    url, who = _words(told, "url"), _words(told, "name", "username")
    return f'<blockquote><p>{escape(_words(told, "full_text"))}</p><p>– <a href="{escape(url)}">{escape(who or url)}</a></p></blockquote>'


def _gallery(told: Told) -> str:
    found = told.get("gallery")
    held: Told = found if isinstance(found, dict) else {}
    line = f"<figcaption>{escape(_words(held, 'caption'))}</figcaption>"
    images = [one for one in held.get("images") or [] if isinstance(one, dict) and one.get("src")]
    shown = [f'<img src="{escape(str(one["src"]))}" alt="{escape(_words(one, "alt") or _words(held, "alt"))}">' for one in images]
    return "".join(f"<figure>{image}{line if image is shown[-1] else ''}</figure>" for image in shown)


def _button(told: Told) -> str:
    """One of the author's own; Substack's own go as such."""
    url = _words(told, "url")
    return "" if not url or OWN_BUTTONS.search(url) else _link(url, _words(told, "text"))


def _formula(told: Told) -> str:
    return f"<p>{escape(_words(told, 'persistentExpression'))}</p>"


def _post(told: Told) -> str:
    """A card for another post: its title as a link, and what was written under it."""
    url, title, line = _words(told, "canonical_url", "url"), _words(told, "title"), _words(told, "caption")
    words = escape(title or line or url)
    linked = f'<a href="{escape(url)}">{words}</a>' if url else words
    return f"<p>{linked}{f'<br>{escape(line)}' if title and line else ''}</p>" if words else ""


def _mention(told: Told) -> str:
    return escape(_words(told, "name"))


EMBEDS: dict[str, Callable[[Told], str]] = {
    "tweet": _tweet,
    "twitter-embed": _tweet,
    "image-gallery-embed": _gallery,
    "button-wrapper": _button,
    "latex-rendered": _formula,
    "digest-post-embed": _post,
    "embedded-post-wrap": _post,
    "mention-wrap": _mention,
    "instagram": lambda told: _link(f"https://www.instagram.com/p/{_words(told, 'instagram_id')}/" if told.get("instagram_id") else "", ""),
    "install-substack-app-embed": lambda told: "",
    "comment": lambda told: _link(_words(told, "url"), ""),
}
