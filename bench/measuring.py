"""What bench files use: a page's address or a function comes in, a row of the table goes out.

A bench file has `measure()`, which gives rows one after another: `yield page("a story", "/stories/...", most_ms=5, most_queries=6)`.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import RequestFactory

from core.measure import QueryCounter

TIMES = 100
LONGEST = 5.0  # seconds of CPU after which no further time is tried


@dataclass(frozen=True)
class Row:
    what: str
    quickest: float  # ms
    middle: float  # ms
    queries: int
    kilobytes: float = 0
    most_ms: float | None = None
    most_queries: int | None = None

    @property
    def over(self) -> bool:
        """Past a limit. Time is judged by the quickest: other work on the machine only ever adds."""
        late = self.most_ms is not None and self.quickest > self.most_ms
        return late or (self.most_queries is not None and self.queries > self.most_queries)


_site = WSGIHandler()


def page(what: str, path: str, *, cached: bool = False, most_ms: float | None = None, most_queries: int | None = None, times: int = TIMES) -> Row:
    """One anonymous GET through all middleware, compressed; not from the page cache, unless `cached`."""
    size = 0

    def get() -> None:
        nonlocal size
        answered: list[str] = []
        environ = RequestFactory().get(path, headers={"host": "127.0.0.1", "accept-encoding": "br"}).environ
        body = b"".join(_site(environ, lambda status, headers: answered.append(status)))
        if not answered[0].startswith("200"):
            raise RuntimeError(f"{path} answered {answered[0]}")
        size = len(body)

    row = work(what, get, before=None if cached else caches["pages"].clear, most_ms=most_ms, most_queries=most_queries, times=times)
    return Row(row.what, row.quickest, row.middle, row.queries, size / 1000, most_ms, most_queries)


def work(
    what: str,
    function: Callable[[], object],
    *,
    before: Callable[[], object] | None = None,
    most_ms: float | None = None,
    most_queries: int | None = None,
    times: int = TIMES,
) -> Row:
    """The function, again and again, `before` being called ahead of each time without being counted; the first time only warms up."""
    spent: list[float] = []
    counter = QueryCounter()
    for number in range(times + 1):
        if before:
            before()
        counter.count = 0
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(counter))
            began = time.thread_time()
            function()
            took = time.thread_time() - began
        if number or times == 0:
            spent.append(took * 1000)
        if sum(spent) > LONGEST * 1000:
            break
    return Row(what, min(spent), statistics.median(spent), counter.count, 0, most_ms, most_queries)


def table(rows: list[Row]) -> str:
    widest = max((len(row.what) for row in rows), default=4)
    lines = [f"{'what':{widest}}  quickest  middle  queries     kB  limit"]
    for row in rows:
        limits = [f"{row.most_ms:g} ms" if row.most_ms else "", f"{row.most_queries} queries" if row.most_queries else "", "OVER" if row.over else ""]
        size = f"{row.kilobytes:7.1f}" if row.kilobytes else " " * 7
        lines.append(f"{row.what:{widest}}  {row.quickest:8.2f}{row.middle:8.2f}{row.queries:9d}{size}  {' '.join(filter(None, limits))}".rstrip())
    return "\n".join(lines)
