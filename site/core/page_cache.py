"""Whole pages for readers: rendered once, compressed once, the same bytes for everybody until the generation changes.

A view says @reading_page when its page carries nothing of a visitor: no cookie, no token. Copies are kept by Django's cache
named `pages` under the generation (core.generation), host, address and encoding; Content-Length is always sent.
A view whose page changes by itself at a known moment says so in `response.fresh_until`: no copy is kept beyond it.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from core import generation

KEEP = 300  # seconds a copy may be kept at most; a new story bumps the generation long before
FRESH = "max-age=0, s-maxage=1, stale-while-revalidate=5"
LONGEST_QUERY = 200
UNCACHED = {"/healthz", "/readyz"}  # they must answer without asking the database for the generation
# Wagtail's previews run through this middleware as a dummy request to the page's own address: never give them the cached page.


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


def encoding_for(request: HttpRequest) -> str:
    accepted = request.headers.get("Accept-Encoding", "")
    return "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""


def compress(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=3)
    return gzip.compress(body, 6, mtime=0) if encoding == "gzip" else body


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
        response = self.get_response(request)
        if not self.cacheable(response):
            return response
        copy = self.keep(request, response, encoding)
        if len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY:
            self.store.set(key, copy, self.seconds(response))
        return self.answer(request, copy, "miss")

    def key(self, request: HttpRequest, encoding: str) -> str:
        address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
        return f"{generation.current()}:{encoding}:{hashlib.blake2b(address.encode(), digest_size=20).hexdigest()}"

    def cacheable(self, response: HttpResponse) -> bool:
        return bool(getattr(response, "reading_page", False)) and response.status_code == 200 and not response.cookies and not response.streaming

    def seconds(self, response: HttpResponse) -> int:
        """How long a copy may be kept; 0 (not at all) in the last second before the page changes by itself."""
        until = getattr(response, "fresh_until", None)
        return KEEP if until is None else max(0, min(KEEP, int((until - timezone.now()).total_seconds())))

    def keep(self, request: HttpRequest, response: HttpResponse, encoding: str) -> Copy:
        body = compress(response.content, encoding)
        patch_vary_headers(response, ["Accept-Encoding"])
        if encoding:
            response["Content-Encoding"] = encoding
        response["Cache-Control"] = FRESH
        response["Content-Length"] = str(len(body))
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        headers = tuple((name, value) for name, value in response.items() if name not in {"X-Query-Count", "Server-Timing"})
        return Copy(body, headers, etag)

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
        if settings.MEASURE:
            response["X-Cache"] = how
        return response
