"""What every page's frame needs: the newsroom's name, the navigation, whether this is the demo. The same for everybody."""

import time

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core import generation

_kept: dict[str, object] = {}
_footer_sources: list = []


def footer_source(function):
    """Registers a function that gives [{'label', 'url'}, ...] for the footer (apps above this one have pages to link)."""
    _footer_sources.append(function)
    return function


def build() -> dict[str, object]:
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


def current() -> dict[str, object]:
    number = generation.current()
    if _kept.get("generation") != number or time.monotonic() - float(_kept.get("at", 0)) > 60:  # type: ignore[arg-type]
        _kept.update(generation=number, at=time.monotonic(), shell=build(), parts={})
    return _kept["shell"]  # type: ignore[return-value]


def part(template: str, path: str) -> str:
    """The header or footer as HTML, kept as long as the shell: it differs only by the part of the site the reader is in."""
    chosen = current()
    room = f"/{path.split('/', 2)[1]}/" if path.strip("/") else "/"
    parts: dict[tuple[str, str], str] = _kept["parts"]  # type: ignore[assignment]
    key = (template, room if any(link["url"] == room for link in chosen["nav"]) else "")  # type: ignore[attr-defined]
    if key not in parts:
        parts[key] = render_to_string(template, {"shell": chosen, "path": key[1]})
    return parts[key]


def shell(request) -> dict[str, object]:
    return {"shell": current()}
