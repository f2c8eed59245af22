"""Where a click ends: an address that a sponsor typed is followed as a browser would follow it; out come words, or None when nothing speaks against it.

Each request goes through requests-hardened: the name is resolved once, addresses inside a network are refused, and the connection is made to the very
address that was looked at. Nothing of the page is read. Who does not answer in time is taken: a shop may be down today, and an editor opens the link.
"""

from __future__ import annotations

import threading
import time
from queue import Empty, SimpleQueue
from urllib.parse import urldefrag, urljoin

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests.utils import requote_uri
from requests_hardened import Config, HTTPSession, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from sponsors.links import host_of, link_problem

MOST = 20  # steps, as browsers take them before they give up
WITHIN = 5.0  # seconds for all steps
A_STEP = 2.0  # seconds until it is connected, and until it answers
NEVER_FOUND = (".example", ".test", ".invalid")  # nobody is asked for names that never lead anywhere (RFC 6761)
STEPS = threading.BoundedSemaphore(2)  # at once in a process: addresses that answer letter by letter, for ever, must not take its threads
GUARD = Manager(
    Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(A_STEP, A_STEP),
        user_agent_override="Mozilla/5.0 (compatible; WellServed link check)",
    )
)


def follow_problem(url: str) -> str | None:
    """Words for who typed it where it leads round in a circle, on and on, inside a network, or to an address that we do not take."""
    if not settings.FOLLOW_LINKS or host_of(url).endswith(NEVER_FOUND):
        return None
    with GUARD.get_session() as session:
        session.trust_env = False  # no proxy and no password of this machine
        return _follow(session, url)


def _follow(session: HTTPSession, url: str) -> str | None:
    seen, until = [urldefrag(url).url], time.monotonic() + WITHIN
    while (left := until - time.monotonic()) > 0 and len(seen) <= MOST:
        try:
            leads_to = _next(session, seen[-1], left)
        except InvalidIPAddress:
            return _("%(address)s leads into a network that readers cannot reach. Use the address of your public site.") % {"address": seen[-1]}
        if leads_to is None:
            return None
        if problem := link_problem(leads_to, longest=len(leads_to)):
            return _("This address leads on to %(address)s. %(problem)s") % {"address": leads_to[:200], "problem": problem}
        seen.append(leads_to)
    if seen[-1] in seen[:-1]:
        return _("This address leads round in a circle, over %(address)s. Write the address of the page where a reader should arrive.") % {"address": seen[-1]}
    if len(seen) > MOST:
        return _("This address leads on more than %(most)s times. Write the address of the page where a reader should arrive.") % {"most": MOST}
    return None


def _next(session: HTTPSession, url: str, seconds: float) -> str | None:
    """The address it leads on to; None where it ends, does not answer in time, or two others are being asked already."""
    if not STEPS.acquire(blocking=False):
        return None
    answers: SimpleQueue[str | None | InvalidIPAddress] = SimpleQueue()
    threading.Thread(target=_ask, args=(session, url, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        return None
    if isinstance(answer, InvalidIPAddress):
        raise answer
    return answer


def _ask(session: HTTPSession, url: str, answers: SimpleQueue[str | None | InvalidIPAddress]) -> None:
    """Beside the thread that waits: no timeout of the library ends an answer that comes letter by letter."""
    try:
        with session.get(url, stream=True, allow_redirects=False) as response:
            target = session.get_redirect_target(response)
        answers.put(urldefrag(requote_uri(urljoin(url, target))).url if target else None)
    except InvalidIPAddress as inside:
        answers.put(inside)
    except (requests.RequestException, OSError, ValueError):  # ValueError: a Location that cannot be read
        answers.put(None)
    finally:
        STEPS.release()
