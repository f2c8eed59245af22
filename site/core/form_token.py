"""Tokens for forms on cached pages: signed, dated, good for one send. They stand for nobody and need no cookie.

The page itself carries none: it is asked for when a reader turns to the form, or stands on the uncached page that asks once more.
"""

from __future__ import annotations

import secrets
import time

from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext as _

LASTS = 12 * 3600  # seconds


class NotAccepted(Exception):
    """The token is missing, not ours, too old or was used before. Carries words; nothing that was typed is lost by it."""


def issue(form: str) -> str:
    """A new token for the form of this name."""
    return signing.dumps([secrets.token_urlsafe(12), time.time()], salt=f"form:{form}")


def redeem(form: str, token: str) -> float:
    """Uses the token up, once among all processes; returns the seconds since it was issued. Raises NotAccepted."""
    try:
        nonce, issued = signing.loads(token, salt=f"form:{form}", max_age=LASTS)
    except signing.SignatureExpired:
        raise NotAccepted(_("This page was open for so long that its key ran out. What you typed is still here: send it again.")) from None
    except signing.BadSignature:
        raise NotAccepted(_("The key of this form was not ours. What you typed is still here: send it again.")) from None
    if not cache.add(f"form-token:{nonce}", 1, LASTS):
        raise NotAccepted(_("This form was sent before. If you want to send it once more, do it with this one."))
    return max(0.0, time.time() - issued)
