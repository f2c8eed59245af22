"""Signed words that a page and its script carry: which placement stands on which page, and that somebody turned to it. They name no reader.

A page token is the same for everybody within the minute, so that pages stay cacheable. A nonce belongs to one page token and is good once.
"""

from __future__ import annotations

import functools
import os
import re
from datetime import datetime
from hashlib import blake2b, sha256
from hmac import compare_digest
from typing import NamedTuple

from django.conf import settings

PAGE = re.compile(r"[a-z-]{1,12}")
BODY = re.compile(r"(\d{1,18})\.(\d{1,18})\.([a-z-]{1,12})\.(\d{1,18})\.(\d{1,12})")
NONCE = re.compile(r"([0-9a-f]{1,12})-[0-9a-f]{20}")
LONGEST = 160  # letters of any of them


class NotOurs(Exception):
    """The word was not signed here, was cut, or belongs to something else. Told to nobody."""


class Page(NamedTuple):
    placement_id: int
    creative_id: int
    page: str  # kind of page: section, story, wall
    story_id: int  # 0 where it is no story
    minute: int  # since the epoch, when the page was made


def page_token(*, placement_id: int, creative_id: int, page: str, story_id: int = 0, now: datetime) -> str:
    """For a placement's element (`data-seen`) and its link (/go/<token>/)."""
    if not PAGE.fullmatch(page):
        raise ValueError(f"{page!r} is no kind of page: at most 12 small letters.")
    return _signed("page", f"{placement_id}.{creative_id}.{page}.{story_id}.{int(now.timestamp() // 60)}")


@functools.lru_cache(maxsize=4096)  # a page's token comes back once for each of its readers; what is refused is not kept
def read_page(token: str) -> Page:
    """Raises NotOurs."""
    body = BODY.fullmatch(_unsigned("page", token))
    if body is None:
        raise NotOurs
    placement_id, creative_id, page, story_id, minute = body.groups()
    return Page(int(placement_id), int(creative_id), page, int(story_id), int(minute))


def nonce(token: str, *, now: float) -> str:
    """For one view of one placement on one page; `now` is the time in seconds since the epoch."""
    return _signed(f"nonce {token}", f"{int(now * 1000):x}-{os.urandom(10).hex()}")


def nonce_age(word: str, token: str, *, now: float) -> float:
    """Seconds since it was given; below zero where the clock was moved back. Raises NotOurs, also for another page token's nonce."""
    body = NONCE.fullmatch(_unsigned(f"nonce {token}", word))
    if body is None:
        raise NotOurs
    return now - int(body[1], 16) / 1000


def once(*parts: str) -> str:
    """What counts once, as 32 letters from which nothing can be read back."""
    return _digest(settings.SECRET_KEY, " ".join(("once", *parts)))


def _signed(salt: str, body: str) -> str:
    return f"{body}.{_digest(settings.SECRET_KEY, f'{salt} {body}')}"


def _unsigned(salt: str, word: str) -> str:
    if len(word) > LONGEST or not word.isascii():
        raise NotOurs
    body, _, signature = word.rpartition(".")
    said = f"{salt} {body}"
    if compare_digest(signature, _digest(settings.SECRET_KEY, said)):
        return body
    for old in settings.SECRET_KEY_FALLBACKS:
        if compare_digest(signature, _digest(str(old), said)):
            return body
    raise NotOurs


def _digest(secret: str, said: str) -> str:
    """BLAKE2 with a key, which was made to sign: a third of the time that HMAC takes."""
    return blake2b(said.encode(), digest_size=16, key=_key(secret)).hexdigest()


@functools.lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    return sha256(b"sponsors.tokens " + secret.encode()).digest()
