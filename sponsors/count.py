"""From one hit to a line of the next batch (sponsors/buffer.py): judged at once, written within a second. Asks the database nothing of strangers."""

from __future__ import annotations

import functools
import time
from datetime import UTC, date, datetime
from hashlib import blake2b, sha256
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from django.conf import settings

from sponsors import buffer, tokens
from sponsors.dates import site_today
from sponsors.models import Hit, Reason
from sponsors.reasons import Case, Visit, reason_of

NONCE_KEPT = 75  # minutes a used nonce is remembered: its ten, and an hour that a wrong clock may give back
CLICK_KEPT = 26 * 60  # minutes: the longest day and a little


class Line(NamedTuple):
    """One hit as the batch carries it. Nothing in it outlives the batch together: digest and source go to tables that know no placement."""

    hit: str
    reason: str  # empty: to be counted, unless it is repeated or one of a flood
    placement_id: int
    day: date  # in the site's time zone, at the moment of the hit
    page: str
    story_id: int
    digest: str  # empty: not remembered
    until: int  # minute since the epoch up to which the digest is remembered
    source: str
    minute: int  # since the epoch


def nonce(*, token: str, now: float | None = None) -> str:
    """At the moment a placement comes into view. Raises tokens.NotOurs."""
    tokens.read_page(token)
    return tokens.nonce(token, now=time.time() if now is None else now)


def view(*, token: str, nonce: str, visit: Visit, now: float | None = None) -> bool:
    """A placement was in view for a second. False: it could not be taken now. Raises tokens.NotOurs where token and nonce are not ours."""
    now = time.time() if now is None else now
    page = tokens.read_page(token)
    case = Case(Hit.VIEW, page, visit, now, tokens.nonce_age(nonce, token, now=now))
    reason = reason_of(case)
    digest = "" if reason == Reason.EXPIRED else tokens.once("view", nonce)
    return buffer.put(_line(case, reason, digest, NONCE_KEPT))


def click(*, token: str, visit: Visit, reader: str, nonce: str = "", now: float | None = None) -> bool:
    """Somebody followed a placement's link. Counts once for the nonce that the page's script put into it, so that two readers behind one
    address are two; without a script once for `reader` (core.throttle.reader_key). As view()."""
    now = time.time() if now is None else now
    case = Case(Hit.CLICK, tokens.read_page(token), visit, now)
    reason = reason_of(case)
    digest = "" if reason else tokens.once("click", *_who(token, nonce, reader, now))
    return buffer.put(_line(case, reason, digest, CLICK_KEPT))


def _who(token: str, nonce: str, reader: str, now: float) -> tuple[str, ...]:
    """What tells this click from others. A nonce that is forged, or another page's, is none."""
    try:
        tokens.nonce_age(nonce, token, now=now)
    except tokens.NotOurs:
        return token, reader
    return ("nonce", nonce)


def _line(case: Case, reason: str, digest: str, kept: int) -> Line:
    minute, page = int(case.now // 60), case.page
    day = day_of(minute)
    return Line(case.hit.value, reason, page.placement_id, day, page.page, page.story_id, digest, minute + kept, source_of(case.visit.address, day), minute)


@functools.lru_cache(maxsize=8)
def day_of(minute: int) -> date:
    """The site's local day; midnight is a whole minute in every zone."""
    return site_today(datetime.fromtimestamp(minute * 60, tz=UTC))


def source_of(address: str, day: date) -> str:
    """A hash of the address with the day in its key. A household's IPv6 network is one source: each of its machines has billions of addresses."""
    if ":" in address:
        address = _network(address)
    return blake2b(address.encode(), digest_size=16, key=_key_of(day, settings.SECRET_KEY)).hexdigest()


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or int(parsed) >> 64)


@functools.lru_cache(maxsize=8)
def _key_of(day: date, secret: str) -> bytes:
    return sha256(f"sponsors.source {day.isoformat()} {secret}".encode()).digest()
