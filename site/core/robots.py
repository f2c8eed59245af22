"""Programs that read: what a browser calls itself comes in, whether it says that it is a robot goes out."""

from __future__ import annotations

from functools import lru_cache

from crawleruseragents import is_crawler
from django.conf import settings

LONGEST = 500  # letters that are looked at


def is_robot(agent: str) -> bool:
    """Also where it says nothing at all: every browser sends words."""
    return _is_robot(agent[:LONGEST], settings.COUNT_HEADLESS_BROWSERS)


@lru_cache(maxsize=4096)
def _is_robot(agent: str, count_headless: bool) -> bool:
    if count_headless:
        agent = agent.replace("HeadlessChrome", "Chrome")
    return not agent or is_crawler(agent)
