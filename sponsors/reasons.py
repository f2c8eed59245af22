"""Why a hit is not counted: small named questions in order, the first that says yes is the reason. `repeated` and `flood` the flush finds."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import SESSION_KEY

from core.robots import is_robot
from people.models import User
from people.rules import is_editor, may_enter_cms
from sponsors.models import Hit, Member, Reason
from sponsors.tokens import Page

SOONEST = 0.9  # seconds from nonce to beacon: a view takes one second, and clocks of two machines differ a little
NONCE_LASTS = 600  # seconds
CLOCK_MOVED = -5  # seconds: a nonce from further ahead than this means that the clock was moved back, not that somebody was quick
READ_ELSEWHERE = {"feed", "embed"}  # kinds of page whose links are clicked on other sites
LONGEST_AGENT = 400  # letters that are looked at
SCANNERS = re.compile(
    r"mimecast|proofpoint|urldefense|barracuda|safelinks|ms-office|microsoft office|microsoft outlook|messagelabs|symantec|fireeye|ironport"
    r"|forcepoint|sophos|avanan|cloudmark|trendmicro|trend micro|mailscanner|mailguard|linkscan|googleimageproxy|yahoomailproxy|bingpreview",
    re.IGNORECASE,
)


class Visit(NamedTuple):
    """What the headers of one request tell; it lives as long as the request."""

    agent: str
    address: str
    from_here: bool | None  # None: the headers do not say
    ahead: bool = False  # the browser loads before anybody asked
    only_looks: bool = False  # HEAD
    session: str = ""  # of a signed-in visitor


@dataclass
class Case:
    """One hit to be judged. `now` in seconds since the epoch; `nonce_age` in seconds, of a view."""

    hit: Hit
    page: Page
    visit: Visit
    now: float
    nonce_age: float = 0.0

    @cached_property
    def user(self) -> User | None:
        if not self.visit.session:
            return None
        store = import_module(settings.SESSION_ENGINE).SessionStore(session_key=self.visit.session)
        key = store.get(SESSION_KEY)
        return User.objects.filter(pk=key, is_active=True).first() if key else None


@functools.lru_cache(maxsize=4096)
def is_known_scanner(agent: str) -> bool:
    return bool(SCANNERS.search(agent))


def is_scanner(case: Case) -> bool:
    return is_known_scanner(case.visit.agent[:LONGEST_AGENT])


def is_bot(case: Case) -> bool:
    return is_robot(case.visit.agent)


def only_looks(case: Case) -> bool:
    return case.visit.only_looks


def is_ahead(case: Case) -> bool:
    return case.visit.ahead


def is_from_elsewhere(case: Case) -> bool:
    """A beacon must say that it comes from our page, as every browser does; a click must not say that it comes from somewhere else."""
    if case.hit == Hit.VIEW:
        return case.visit.from_here is not True
    return case.visit.from_here is False and case.page.page not in READ_ELSEWHERE


def is_staff(case: Case) -> bool:
    return case.user is not None and (is_editor(case.user) or may_enter_cms(case.user))


def is_member(case: Case) -> bool:
    return case.user is not None and Member.objects.filter(user=case.user, sponsor__placements=case.page.placement_id).exists()


def is_expired(case: Case) -> bool:
    return case.now - case.page.minute * 60 > settings.COUNT_TOKEN_HOURS * 3600 or case.nonce_age > NONCE_LASTS


def is_too_fast(case: Case) -> bool:
    return case.hit == Hit.VIEW and CLOCK_MOVED < case.nonce_age < SOONEST


QUESTIONS: list[tuple[Reason, Callable[[Case], bool]]] = [
    (Reason.SCANNER, is_scanner),
    (Reason.BOT, is_bot),
    (Reason.PREFETCH, is_ahead),
    (Reason.SCANNER, only_looks),
    (Reason.ORIGIN, is_from_elsewhere),
    (Reason.STAFF, is_staff),
    (Reason.MEMBER, is_member),
    (Reason.EXPIRED, is_expired),
    (Reason.TOO_FAST, is_too_fast),
]


def reason_of(case: Case) -> str:
    """The reason's value; empty where the hit counts, as far as one hit alone can tell."""
    for reason, says_so in QUESTIONS:
        if says_so(case):
            return reason.value
    return ""
