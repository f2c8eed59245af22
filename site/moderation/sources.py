"""Where something was sent from, as a keyed hash that names nobody; banning such a source for a while, and forgetting it after 30 days."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import Ban, Moderated

KEEP_DAYS = 30
LONGEST_BAN_DAYS = 365


class CannotBan(Exception):
    """Carries words for the moderator."""


def source_key(address: str) -> str:
    """32 hex digits for an IP address. A whole IPv6 /64 is one source: a household changes the rest at will."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return _key("address", address.strip()) if address.strip() else ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return _key("address", str(found.ipv4_mapped))
        return _key("address", str(ipaddress.IPv6Network((found, 64), strict=False)))
    return _key("address", str(found))


def email_key(email: str) -> str:
    return _key("email", email.strip().lower()) if email.strip() else ""


def _key(kind: str, words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"moderation:{kind}:{words}".encode(), hashlib.sha256).hexdigest()[:32]


def banned(source_key: str, email: str = "") -> Ban | None:
    """The ban in force on this address or e-mail that lasts longest, if any."""
    keys = {key for key in (source_key, email_key(email)) if key}
    return Ban.objects.in_force(timezone.now()).filter(key__in=keys).order_by("-until").first() if keys else None


@transaction.atomic
def ban(thing: Moderated, *, days: int, words: str, actor) -> list[Ban]:
    """Bans the address that `thing` came from, and its e-mail where one is known. Decides nothing about `thing` itself."""
    if not words.strip():
        raise CannotBan(_("Say why, for the other moderators."))
    if not 1 <= days <= LONGEST_BAN_DAYS:
        raise CannotBan(_("A ban lasts 1 to %(days)s days.") % {"days": LONGEST_BAN_DAYS})
    keys = [key for key in (thing.source_key, email_key(thing.email)) if key]
    if not keys:
        raise CannotBan(_("Nothing is known any more of where this came from: there is nobody to ban."))
    until = timezone.now() + timedelta(days=days)
    return [Ban.objects.create(key=key, words=words.strip()[:255], until=until, made_by=actor) for key in keys]


def lift(ban: Ban) -> bool:
    """False where it was lifted already."""
    return bool(Ban.objects.filter(pk=ban.pk, lifted_at=None).update(lifted_at=timezone.now()))
