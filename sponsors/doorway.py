"""Beacons are answered at the server's door, before Django's middleware: they need no session, policy or page cache, and there are many.

What comes in is a WSGI environment, which is also what a view finds in request.META. What goes out is a status and a few letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http.client import responses
from types import SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, parse_cookie

from core.throttle import client_address
from sponsors import count, tokens
from sponsors.reasons import Visit

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
LONGEST_BODY = 2 * tokens.LONGEST + 2  # bytes
AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")
NEVER_KEPT = [("Cache-Control", "no-store"), ("Content-Type", "text/plain"), ("X-Content-Type-Options", "nosniff")]


def beacons_first(application: Application) -> Application:
    """The same application. Whoever has a session goes the long way, since looking it up needs a database connection that Django minds."""
    cookie = f"{settings.SESSION_COOKIE_NAME}="

    def answer(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        tell = BEACONS.get(environ["PATH_INFO"])
        if tell is None or cookie in environ.get("HTTP_COOKIE", ""):
            return application(environ, start)
        status, body = tell(environ)
        start(f"{status} {responses[status]}", NEVER_KEPT)
        return [body]

    return answer


def seen(environ: Environ) -> tuple[int, bytes]:
    """The beacon: page token and nonce, one a line."""
    return _told(environ, _count_view)


def nonce(environ: Environ) -> tuple[int, bytes]:
    """For the page token in the body, at the moment somebody turns to the placement."""
    return _told(environ, _new_nonce)


BEACONS = {"/seen/": seen, "/seen/nonce/": nonce}


def visit_of(environ: Environ) -> Visit:
    cookies = environ.get("HTTP_COOKIE", "")
    return Visit(
        agent=environ.get("HTTP_USER_AGENT", ""),
        address=client_address(cast(HttpRequest, SimpleNamespace(META=environ))),  # it looks at nothing else
        from_here=_from_here(environ),
        ahead=any(word in environ[name] for name in AHEAD if name in environ for word in ("prefetch", "prerender", "preview")),
        only_looks=environ["REQUEST_METHOD"] == "HEAD",
        session=parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "") if cookies else "",
    )


def _from_here(environ: Environ) -> bool | None:
    """By the headers that browsers send and no page can forge (core.same_origin says more); None where there are none."""
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site:
        led = environ["REQUEST_METHOD"] == "POST" or environ.get("HTTP_SEC_FETCH_MODE", "navigate") == "navigate"  # a picture is no click
        return led and site in {"same-origin", "none"}
    origin = environ.get("HTTP_ORIGIN")
    return None if origin is None else origin == f"{_scheme(environ)}://{environ.get('HTTP_HOST')}"


def _scheme(environ: Environ) -> str:
    name, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return "https" if name and environ.get(name) == value else str(environ["wsgi.url_scheme"])


def _told(environ: Environ, answer: Callable[[Environ, list[str]], tuple[int, bytes]]) -> tuple[int, bytes]:
    if environ["REQUEST_METHOD"] != "POST":
        return 405, b""
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > LONGEST_BODY:  # said before it is read
            return 413, b""
        return answer(environ, environ["wsgi.input"].read(max(0, length)).decode("ascii").split("\n"))
    except (tokens.NotOurs, ValueError):
        return 400, b""


def _count_view(environ: Environ, words: list[str]) -> tuple[int, bytes]:
    token, nonce = words
    return 204 if count.view(token=token, nonce=nonce, visit=visit_of(environ)) else 503, b""


def _new_nonce(environ: Environ, words: list[str]) -> tuple[int, bytes]:
    (token,) = words
    return 200, count.nonce(token=token).encode()
