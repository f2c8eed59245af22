"""Whole pages for readers: rendered once, compressed once, the same bytes for everybody until the generation changes.

A view says @reading_page when its page carries nothing of a visitor: no cookie, no token. Copies are kept by Django's cache
named `pages` under the generation (core.generation), host, address and encoding; Content-Length is always sent.
A page that changes by itself at a known moment is kept nowhere beyond it, neither here nor in a proxy or a browser: a view says so in
`response.fresh_until`, and what stands on pages of many kinds registers a function with @edge.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from core import generation

KEEP = 300  # seconds a copy may be kept at most; a new story bumps the generation long before
SHARED, STALE = 1, 5  # seconds that others may keep a page, and then show it once more while they ask for a new one
FRESH = f"max-age=0, s-maxage={SHARED}, stale-while-revalidate={STALE}"
LONGEST_QUERY = 200
UNCACHED = {"/healthz", "/readyz"}  # they must answer without asking the database for the generation
# Wagtail's previews run through this middleware as a dummy request to the page's own address: never give them the cached page.

Edge = Callable[[datetime], datetime | None]
_edges: list[Edge] = []


def edge(function: Edge) -> Edge:
    """Registers a function of a moment that says when pages next change by themselves. It is asked for every page that is made: keep it cheap."""
    _edges.append(function)
    return function


def reading_page(view: Callable) -> Callable:
    """Marks a view whose answer to GET is the same for everybody."""

    @functools.wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.reading_page = True
        return response

    return marked


@dataclass(frozen=True)
class Copy:
    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    until: datetime | None = None  # the moment at which the page changes by itself


def encoding_for(request: HttpRequest) -> str:
    accepted = request.headers.get("Accept-Encoding", "")
    return "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""


def compress(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=3)
    return gzip.compress(body, 6, mtime=0) if encoding == "gzip" else body


def until(response: HttpResponse, began: datetime) -> datetime | None:
    """When a page that was begun at this moment changes by itself: one begun before midnight shows the day before, however long it took."""
    moments = [getattr(response, "fresh_until", None), *(edge(began) for edge in _edges)]
    return min((moment for moment in moments if moment is not None), default=None)


def left(moment: datetime) -> int:
    return max(0, int((moment - timezone.now()).total_seconds()))


def fresh(seconds: int) -> str:
    """What others may do with a page that changes in so many seconds."""
    shared = min(SHARED, seconds)
    stale = min(STALE, seconds - shared)
    return f"max-age=0, s-maxage={shared}" + (f", stale-while-revalidate={stale}" if stale else "")


class PageCacheMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response
        self.store = caches["pages"]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.headers.get("HX-Request") or "/cms/" in request.path_info:
            return self.get_response(request)
        if request.path_info in UNCACHED or getattr(request, "is_dummy", False):
            return self.get_response(request)
        encoding = encoding_for(request)
        key = self.key(request, encoding)
        copy = self.store.get(key)
        if copy is not None:
            return self.answer(request, copy, "hit")
        began = timezone.now()
        response = self.get_response(request)
        if not self.cacheable(response):
            return response
        copy = self.keep(response, encoding, until(response, began))
        if len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY:
            self.store.set(key, copy, self.seconds(copy))
        return self.answer(request, copy, "miss")

    def key(self, request: HttpRequest, encoding: str) -> str:
        address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
        return f"{generation.current()}:{encoding}:{hashlib.blake2b(address.encode(), digest_size=20).hexdigest()}"

    def cacheable(self, response: HttpResponse) -> bool:
        return bool(getattr(response, "reading_page", False)) and response.status_code == 200 and not response.cookies and not response.streaming

    def seconds(self, copy: Copy) -> int:
        """How long a copy may be kept; 0 (not at all) in the last second before the page changes by itself."""
        return KEEP if copy.until is None else min(KEEP, left(copy.until))

    def keep(self, response: HttpResponse, encoding: str, until: datetime | None) -> Copy:
        body = compress(response.content, encoding)
        patch_vary_headers(response, ["Accept-Encoding"])
        if encoding:
            response["Content-Encoding"] = encoding
        response["Cache-Control"] = FRESH
        response["Content-Length"] = str(len(body))
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        headers = tuple((name, value) for name, value in response.items() if name not in {"X-Query-Count", "Server-Timing"})
        return Copy(body, headers, etag, until)

    def answer(self, request: HttpRequest, copy: Copy, how: str) -> HttpResponse:
        if request.headers.get("If-None-Match") == copy.etag:
            response: HttpResponse = HttpResponseNotModified()
            for name, value in copy.headers:
                if name in {"Cache-Control", "Vary", "ETag"}:
                    response[name] = value
        else:
            response = HttpResponse(copy.body)
            for name, value in copy.headers:
                response[name] = value
        if copy.until is not None:
            response["Cache-Control"] = fresh(left(copy.until))
        if settings.MEASURE:
            response["X-Cache"] = how
        return response
