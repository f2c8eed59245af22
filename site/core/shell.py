"""What every page's frame needs: the newsroom's name, the navigation, whether this is the demo. The same for everybody."""

import time
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core import generation


@dataclass(frozen=True)
class Kept:
    good_for: tuple[int, int]
    at: float  # seconds of time.monotonic()
    shell: dict[str, Any]
    parts: dict[tuple[str, str], str] = field(default_factory=dict)  # the header or footer as HTML, by template and part of the site


_kept: Kept | None = None
_footer_sources: list = []
LASTS = 60  # seconds


def footer_source(function):
    """Registers a function that gives [{'label', 'url'}, ...] for the footer (apps above this one have pages to link)."""
    _footer_sources.append(function)
    return function


def build() -> dict[str, Any]:
    from wagtail.models import Site

    from core.models import SiteSettings

    site = Site.objects.filter(is_default_site=True).first()
    chosen = SiteSettings.for_site(site) if site else SiteSettings()
    return {
        "site_name": chosen.name,
        "tagline": chosen.tagline,
        "usual_days": chosen.usual_days,
        "demo": settings.DEMO,
        "outbox": settings.DEMO and settings.MAIL is None,
        "nav": [
            {"label": _("Stories"), "url": "/stories/"},
            {"label": _("Quote wall"), "url": "/wall/"},
            {"label": _("Businesses"), "url": "/businesses/"},
            {"label": _("Places"), "url": "/places/"},
            {"label": _("Writers"), "url": "/writers/"},
        ],
        "footer": [link for source in _footer_sources for link in source()],
    }


def _current() -> Kept:
    global _kept
    good_for, kept = generation.frame(), _kept
    if kept is None or kept.good_for != good_for or time.monotonic() - kept.at > LASTS:
        kept = _kept = Kept(good_for, time.monotonic(), build())
    return kept


def current() -> dict[str, Any]:
    return _current().shell


def forget() -> None:
    global _kept
    _kept = None


def part(template: str, path: str) -> str:
    """The header or footer as HTML, kept as long as the shell: it differs only by the part of the site the reader is in."""
    kept = _current()
    room = f"/{path.split('/', 2)[1]}/" if path.strip("/") else "/"
    key = (template, room if any(link["url"] == room for link in kept.shell["nav"]) else "")
    if key not in kept.parts:
        kept.parts[key] = render_to_string(template, {"shell": kept.shell, "path": key[1]})
    return kept.parts[key]


def shell(request) -> dict[str, Any]:
    return {"shell": current()}
