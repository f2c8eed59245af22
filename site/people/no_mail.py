"""Who never wants to be asked by mail again: an address comes in, yes or no goes out. Only a keyed hash is kept, so it outlives everything else."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.utils.encoding import force_bytes

from people.models import NoMail


def refuse(email: str) -> None:
    """For ever; twice is once."""
    NoMail.objects.get_or_create(key=_key(email, settings.SECRET_KEY))


def refused(email: str) -> bool:
    """Addresses refused under an older secret key are still refused, while SECRET_KEY_FALLBACKS names it."""
    return NoMail.objects.filter(key__in=[_key(email, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]).exists()


def _key(email: str, secret: str | bytes) -> str:
    return hmac.new(b"no-mail:" + force_bytes(secret), email.strip().casefold().encode(), hashlib.sha256).hexdigest()[:32]
