"""What the footer links to: how to write for us, how to sponsor, the plain pages that editors chose, feeds, corrections, contact."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.shell import footer_source
from pages.models import PlainPage


@footer_source
def links() -> list[dict[str, str]]:
    plain = PlainPage.objects.live().filter(in_footer=True).order_by("path").values_list("title", "slug")
    return [
        {"label": _("Write for us"), "url": "/writers/join/"},
        *({"label": title, "url": f"/{slug}/"} for title, slug in plain),
        {"label": _("Sponsor a section"), "url": "/sponsor/"},
        {"label": _("Corrections"), "url": "/corrections/"},
        {"label": _("Feeds"), "url": "/feeds/"},
        {"label": _("Contact"), "url": "/contact/"},
    ]
