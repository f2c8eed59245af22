"""What bench files use: a page's address or a function comes in, a row of the table goes out.

A bench file has `measure()`, which gives rows one after another: `yield page("a story", "/stories/...", most_ms=5, most_queries=6)`.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import RequestFactory

from core.measure import QueryCounter

TIMES = 100
LONGEST = 5.0  # seconds after which no further time is tried
KILOBYTE = 1 if sys.platform == "darwin" else 1024  # what the system counts memory in, in bytes


@dataclass(frozen=True)
class Row:
    what: str
    quickest: float  # ms of CPU in this process
    middle: float  # ms of CPU
    total: float  # ms by the clock, waiting for the database included: the quickest
    queries: int
    kilobytes: float = 0  # of the answer
    megabytes: float = 0  # of memory at the most
    most_ms: float | None = None  # of CPU
    most_total_ms: float | None = None
    most_queries: int | None = None
    most_megabytes: float | None = None

    @property
    def over(self) -> bool:
        """Past a limit. Time is judged by the quickest: other work on the machine only ever adds."""
        return any(most is not None and found > most for found, most, _unit in self._limits())

    @property
    def verdict(self) -> str:
        """The limits and how it stands to them; nothing where there are none."""
        said = [f"{most:g} {unit}" for _found, most, unit in self._limits() if most is not None]
        return f"{', '.join(said)}: {'OVER' if self.over else 'OK'}" if said else ""

    def _limits(self) -> list[tuple[float, float | None, str]]:
        return [
            (self.quickest, self.most_ms, "ms"),
            (self.total, self.most_total_ms, "ms in all"),
            (self.queries, self.most_queries, "queries"),
            (self.megabytes, self.most_megabytes, "MB"),
        ]


_site = WSGIHandler()


def page(what: str, path: str, *, cached: bool = False, before: Callable[[], object] | None = None, times: int = TIMES, **limits: float | None) -> Row:
    """One anonymous GET through all middleware, compressed; not from the page cache, unless `cached`. `limits` are Row's."""
    size = 0

    def get() -> None:
        nonlocal size
        answered: list[str] = []
        environ = RequestFactory().get(path, headers={"host": "127.0.0.1", "accept-encoding": "br"}).environ
        body = b"".join(_site(environ, lambda status, headers: answered.append(status)))
        if not answered[0].startswith("200"):
            raise RuntimeError(f"{path} answered {answered[0]}")
        size = len(body)

    def clear() -> None:
        if not cached:
            caches["pages"].clear()
        if before:
            before()

    row = work(what, get, before=clear, times=times, **limits)
    return replace(row, kilobytes=size / 1000)


def work(what: str, function: Callable[[], object], *, before: Callable[[], object] | None = None, times: int = TIMES, **limits: float | None) -> Row:
    """The function, again and again, `before` being called ahead of each time without being counted; the first time only warms up."""
    spent, passed = [], []
    counter = QueryCounter()
    for number in range(times + 1):
        if before:
            before()
        counter.count = 0
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(counter))
            began, clock = time.thread_time(), time.perf_counter()
            function()
            took, waited = time.thread_time() - began, time.perf_counter() - clock
        if number or times == 0:
            spent.append(took * 1000)
            passed.append(waited * 1000)
        if sum(passed) > LONGEST * 1000:
            break
    return Row(what, min(spent), statistics.median(spent), min(passed), counter.count, **limits)  # type: ignore[arg-type]


def program(what: str, command: list[str], **limits: float | None) -> Row:
    """A program of its own, once: its time and the memory it took at the most."""
    clock = time.perf_counter()
    process, most, ended = subprocess.Popen(command, stdout=subprocess.DEVNULL), 0.0, 0  # noqa: S603
    while not ended:
        most = max(most, _memory(process.pid))
        time.sleep(0.02)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    spent = (used.ru_utime + used.ru_stime) * 1000
    return Row(what, spent, spent, (time.perf_counter() - clock) * 1000, 0, megabytes=most or used.ru_maxrss * KILOBYTE / 1e6, **limits)  # type: ignore[arg-type]


def _memory(pid: int) -> float:
    """Megabytes at the most so far, 0 where the system has no /proc. What wait4() tells begins with the memory of the process that started it."""
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+)", told)
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def table(rows: list[Row]) -> str:
    widest = max((len(row.what) for row in rows), default=4)
    lines = [f"{'what':{widest}}  quickest    middle    in all  queries      kB  memory  limit"]
    for row in rows:
        size = f"{row.kilobytes:8.1f}" if row.kilobytes else " " * 8
        memory = f"{row.megabytes:5.0f} MB" if row.megabytes else " " * 8
        times = f"{row.quickest:8.2f}{row.middle:10.2f}{row.total:10.2f}"
        lines.append(f"{row.what:{widest}}  {times}{row.queries:9d}{size}{memory}  {row.verdict}".rstrip())
    return "\n".join(lines)
