"""A card of Ghost's editor (its kind and what it holds) comes in; the HTML that Ghost would make of it goes out, or None where we know no such card."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from writers.posts import markdown

Card = dict[str, Any]
NOTHING = {"paywall", "email", "members-only"}  # for letters to subscribers, or without words


def html_of(kind: str, card: Card) -> str | None:
    if kind in NOTHING:
        return ""
    known = CARDS.get(kind.removeprefix("card-"))
    return known(card) if known else None


def _said(card: Card, *names: str) -> str:
    return next((str(card[name]) for name in names if isinstance(card.get(name), str) and card[name]), "")


def _line(card: Card, name: str = "caption") -> str:
    words = _said(card, name)
    return f"<figcaption>{words}</figcaption>" if words else ""


def _picture(card: Card) -> str:
    return f'<img src="{escape(_said(card, "src"))}" alt="{escape(_said(card, "alt"))}">'


def _image(card: Card) -> str:
    return f"<figure>{_picture(card)}{_line(card)}</figure>"


def _gallery(card: Card) -> str:
    shown = "".join(f"<figure>{_picture(one)}</figure>" for one in card.get("images") or [] if isinstance(one, dict))
    return f"<div>{shown}</div>" + (f"<p>{_said(card, 'caption')}</p>" if card.get("caption") else "")


def _code(card: Card) -> str:
    return f"<pre>{escape(_said(card, 'code'))}</pre>" + (f"<p>{_said(card, 'caption')}</p>" if card.get("caption") else "")


def _embed(card: Card) -> str:
    url = _said(card, "url")
    return (_said(card, "html") or f'<p><a href="{escape(url)}">{escape(url)}</a></p>') + (f"<p>{_said(card, 'caption')}</p>" if card.get("caption") else "")


def _bookmark(card: Card) -> str:
    kept = card.get("metadata")
    about: Card = kept if isinstance(kept, dict) else card
    url, title, told = _said(card, "url"), _said(about, "title"), _said(about, "description")
    return f'<p><a href="{escape(url)}">{escape(title or url)}</a>{f"<br>{escape(told)}" if told else ""}</p>' + _line(card)


def _playing(card: Card) -> str:
    title = _said(card, "title")
    return f'<p>{escape(title)}</p><video src="{escape(_said(card, "src"))}"></video>{_line(card)}'


def _button(card: Card) -> str:
    url, words = _said(card, "buttonUrl", "productUrl"), _said(card, "buttonText", "productButton")
    return f'<p><a href="{escape(url)}">{escape(words or url)}</a></p>' if url else ""


def _file(card: Card) -> str:
    title = _said(card, "fileTitle", "title", "fileName", "src")
    return f'<p><a href="{escape(_said(card, "src"))}">{escape(title)}</a></p>{_said(card, "fileCaption", "caption")}'


def _headed(*names: str) -> Callable[[Card], str]:
    """A card that is a heading with words under it, by the names it has for them."""
    heading, *rest = names

    def html(card: Card) -> str:
        words = "".join(f"<p>{_said(card, name)}</p>" for name in rest if _said(card, name))
        image = f"<figure>{_picture({'src': card[name]})}</figure>" if (name := next((one for one in IMAGES if card.get(one)), "")) else ""
        return (f"<h3>{_said(card, heading)}</h3>" if _said(card, heading) else "") + image + words + _button(card)

    return html


def _call(card: Card) -> str:
    label = f"<p>{_said(card, 'sponsorLabel')}</p>" if card.get("hasSponsorLabel", True) else ""
    return label + _headed("", "textValue")(card)


IMAGES = ("productImageSrc", "imageUrl", "backgroundImageSrc")
CARDS: dict[str, Callable[[Card], str]] = {
    "image": _image,
    "gallery": _gallery,
    "markdown": lambda card: markdown.to_html(_said(card, "markdown"))[0],
    "html": lambda card: _said(card, "html"),
    "hr": lambda card: "<hr>",
    "horizontalrule": lambda card: "<hr>",
    "code": _code,
    "codeblock": _code,
    "embed": _embed,
    "bookmark": _bookmark,
    "video": _playing,
    "audio": _playing,
    "button": _button,
    "file": _file,
    "callout": lambda card: f"<p>{_said(card, 'calloutEmoji')} {_said(card, 'calloutText')}</p>",
    "toggle": _headed("heading", "content"),
    "header": _headed("heading", "header", "subheading", "subheader"),
    "product": _headed("productTitle", "productDescription"),
    "call-to-action": _call,
}
