"""{% pin_form prompt %}: the one-line form, the same bytes for everybody. {% ballot %}: what may be asked next."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quotes import consent
from quotes.ballot import standing
from quotes.forms.pin import PinForm
from quotes.models import Prompt
from quotes.models.quotes import LONGEST
from quotes.rules import SHORTEST

register = template.Library()


@register.simple_tag
def pin_form(prompt: Prompt, form: PinForm | None = None, token: str = "") -> SafeString:
    """On cached pages without form and token; the page at /wall/pin/ gives both."""
    shows_from = None if prompt.shows(timezone.now()) else prompt.shows_at
    if form is None:
        return _empty(prompt.slug, shows_from, get_language() or "")
    return _rendered(prompt.slug, shows_from, form, token)


@lru_cache(maxsize=100)
def _empty(slug: str, shows_from: datetime | None, language: str) -> SafeString:
    """Nine fields take milliseconds to render, and nothing in them changes while a process lives."""
    return _rendered(slug, shows_from, PinForm(), "")


def _rendered(slug: str, shows_from: datetime | None, form: PinForm, token: str) -> SafeString:
    context = {
        "form": form,
        "slug": slug,
        "token": token,
        "consent": consent.WORDS,
        "shows_from": shows_from,
        "limits": {"shortest": SHORTEST, "longest": LONGEST},
        "blank": {"note": _("Waiting for an editor")},
    }
    return render_to_string("quotes/_pin.html", context)


@register.inclusion_tag("quotes/_ballot.html")
def ballot() -> dict[str, Any]:
    return {"proposals": standing()}
