"""{% quote_card card %}: what quotes/cards.py gives, as HTML. Written by hand: a wall has dozens, and as nested templates they were most of what it cost."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.templatetags.wellserved import icon

register = template.Library()
TINTS = ("", " quote--green", " quote--brass", " quote--tomato")


@register.simple_tag
def quote_card(card: dict[str, Any]) -> SafeString:
    """`card` may lack anything; with a `gap` it is only that: words and a date where a quote stood. static/js/pin.js fills an empty one."""
    if card.get("gap"):
        return _html(f'<p class="quote quote--gap">{escape(card["gap"])}</p>\n')
    looks = TINTS[card.get("tint") or 0] + (" quote--big" if card.get("big") else " quote--long" if card.get("long") else "")
    line = escape(card.get("text", ""))
    if card.get("url"):
        line = f'<a class="quote__link" href="{escape(card["url"])}">{line}</a>'
    note = f'<p class="quote__note">{escape(card["note"])}</p>\n' if card.get("note") else ""
    name = f'<span class="quote__name" dir="auto">{escape(card.get("name", ""))}</span>'
    return _html(
        f'<figure class="quote{looks}">\n<blockquote class="quote__text"><p dir="auto">{line}</p></blockquote>\n{note}'
        f'<figcaption class="quote__foot">{name}{_bell(card)}</figcaption>\n</figure>\n'
    )


def _bell(card: dict[str, Any]) -> str:
    """A bell to ring; where there is no key, as in another site's frame, only what was rung. It works as a plain form; static/js/bell.js rings in place."""
    pk, rings = card.get("pk"), card.get("rings", 0)
    if not pk:
        return render_to_string("components/bell_count.html", {"rings": rings}) if rings else ""
    ring, so_far = _words(get_language() or "")
    whom = escape(_("Ring the bell for %(whom)s") % {"whom": card["name"]}) if card["name"] else ring
    return (
        f'<form class="ring" method="post" action="{reverse("ring", args=["quote", pk])}" data-ring="quote:{pk}">'
        f'<button class="bells ring__bell" title="{ring}">{icon("bell")}'
        f'<span class="visually-hidden">{whom}, {so_far} </span><span data-rings>{rings}</span></button></form>'
    )


@lru_cache
def _words(language: str) -> tuple[str, str]:
    return escape(_("Ring the bell")), escape(_("rings so far:"))


def _html(markup: str) -> SafeString:
    return mark_safe(markup)  # whatever was not written in this file was escaped on its way in  # noqa: S308
