"""How often one address may post something: counted in Django's cache by a keyed hash, never by the address itself."""

from __future__ import annotations

import hashlib
import hmac
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone


def client_address(request: HttpRequest) -> str:
    """The visitor's address: the one our own proxies saw (TRUSTED_PROXY_COUNT of them), never one a visitor can claim."""
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if count and len(hops) >= count:
        return hops[-count]
    return str(request.META.get("REMOTE_ADDR", ""))


def reader_key(request: HttpRequest) -> str:
    """A hash of address and agent with the day in its key: nobody can follow a reader from one day to the next."""
    key = f"{settings.SECRET_KEY}{timezone.localdate().isoformat()}".encode()
    words = f"{client_address(request)}|{request.headers.get('User-Agent', '')}".encode()
    return hmac.new(key, words, hashlib.sha256).hexdigest()


def allowed(request: HttpRequest, what: str, *, times: int, seconds: int) -> bool:
    """True while this address did `what` at most `times` in the last `seconds`; counts this try too."""
    digest = hmac.new(settings.SECRET_KEY.encode(), client_address(request).encode(), hashlib.sha256).hexdigest()[:32]
    key = f"throttle:{what}:{seconds}:{window(seconds)}:{digest}"  # the window is in it: a backend may forget the timeout when it counts up
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= times
    except ValueError:  # it lapsed between the two calls
        return True


def window(seconds: int) -> int:
    """The number of the present stretch of so many seconds since the epoch."""
    return int(time.time() // seconds)
