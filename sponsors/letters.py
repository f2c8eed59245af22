"""Letters about a sponsorship: a template and a sponsor come in, a mail to each of its owners and managers goes out. Call inside the verb's transaction."""

from __future__ import annotations

from typing import Any

from core import mail
from core.models import SiteSettings
from sponsors.dates import dates
from sponsors.models import Member, Placement, Sponsor

BOOKERS = (Member.Role.OWNER, Member.Role.MANAGER)


def to_members(template: str, sponsor: Sponsor, **context: Any) -> int:
    """Owners and managers who can still sign in; a reporter reads figures and gets none. Returns how many were written."""
    people = sponsor.members.filter(role__in=BOOKERS, user__is_active=True).select_related("user")
    told = {member.user.email: member.user for member in people if member.user.email}
    for email, user in told.items():
        mail.send(template, email, {"sponsor": sponsor, "name": user.get_full_name(), "desk_url": desk_url(sponsor), **context})
    return len(told)


def about(template: str, placement: Placement, **context: Any) -> int:
    """To whoever books for the placement's sponsor."""
    more = {"placement": placement, "slot": placement.slot.label, "dates": dates(placement.starts, placement.ends)}
    more |= {"url": mail.absolute(placement.get_absolute_url()), **context}
    return to_members(template, placement.sponsor, **more)


def to_newsroom(title: str, *, path: str, words: str = "") -> None:
    """What waits for an editor now; nothing where the newsroom gave no address."""
    to = SiteSettings.objects.exclude(newsroom_email="").values_list("newsroom_email", flat=True).first()
    if to:
        mail.send("sponsor_waits", to, {"title": title, "words": words, "url": mail.absolute(path)})


def desk_url(sponsor: Sponsor) -> str:
    return mail.absolute(f"/sponsor/desk/{sponsor.slug}/")
