"""Fetches and authorises: a sponsor, or one of its placements, for a member whose role may do this. For everybody else it does not exist."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from sponsors import rules
from sponsors.models import Member, Placement, Sponsor

What = Literal["book", "members", "bills", "figures"]


def own_sponsor(request: HttpRequest, slug: str, what: What) -> tuple[Sponsor, Member]:
    """Use inside login_required. 404 for strangers, and where the member's role may not."""
    member = Member.objects.filter(user=request.user, sponsor__slug=slug).select_related("sponsor__line", "user").first()
    if member is None or not rules.may(member, what):
        raise Http404(slug)
    return member.sponsor, member


def own_placement(request: HttpRequest, slug: str, pk: int, what: What) -> tuple[Placement, Member]:
    sponsor, member = own_sponsor(request, slug, what)
    found = Placement.objects.filter(pk=pk, sponsor=sponsor).select_related("slot__section", "slot__story", "creative").first()
    if found is None:
        raise Http404(pk)
    found.sponsor = sponsor
    return found, member


def sponsor_nav(member: Member, current: str = "") -> list[dict[str, Any]]:
    """The desk's menu (desk_nav of layouts/desk.html), as far as this member's role reaches."""
    home = f"/sponsor/desk/{member.sponsor.slug}/"
    items = [
        ("placements", "figures", _("Placements"), home),
        ("figures", "figures", _("Figures"), f"{home}figures/"),
        ("bills", "bills", _("Bills"), f"{home}bills/"),
        ("members", "members", _("Members"), f"{home}members/"),
        ("organization", "members", _("Organization"), f"{home}organization/"),
    ]
    nav = [{"label": label, "url": url, "current": current == name} for name, what, label, url in items if rules.may(member, what)]
    return [*nav, {"label": _("What is for sale"), "url": "/sponsor/", "current": False}, {"label": _("My stories"), "url": "/desk/", "current": False}]
