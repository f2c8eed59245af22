"""Lines wait here, in the process, for half a second, and go to the database or to Redis in one batch. A normal stop writes what is left.

A batch that could not be written because its server is away is kept and tried again under the same number, so that it is never written twice.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSlow

if TYPE_CHECKING:
    from sponsors.count import Line

logger = logging.getLogger(__name__)

PERIOD = 0.5  # seconds a line waits at most, plus the time a batch takes
MOST = 200_000  # lines that may wait while the database is away; after that hits are refused
BATCH = 5_000  # lines of one batch at most; where more come than are written, hits wait at the door
SHORTLY = 0.01  # seconds to wait there, again and again
TRIES = 200
LAST_TRIES = 5.0  # seconds to go on trying when the process ends
AWAY = (OperationalError, InterfaceError, RedisAway, RedisSlow)


def write(batch: str, lines: list[Line]) -> None:
    """To where this installation counts."""
    from sponsors import flush, through_redis  # they name what stands in count.py, which stands above this file

    (through_redis.write if settings.REDIS_URL else flush.write)(batch, lines)


class Buffer:
    def __init__(self, write: Callable[[str, list[Line]], None] = write) -> None:
        self.write = write
        self.lines: deque[Line] = deque()
        self.failed: tuple[str, list[Line]] | None = None
        self.away = False
        self.one_at_a_time = threading.Lock()
        self.woken = threading.Event()
        self.stopping = threading.Event()
        self.thread: threading.Thread | None = None
        self.process = os.getpid()

    def put(self, line: Line) -> bool:
        """False where so many wait already that this one cannot be taken."""
        if len(self.lines) >= BATCH:
            self._wait_for_room()
        if len(self.lines) >= MOST:
            return False
        self.lines.append(line)
        if self.stopping.is_set():  # the last batch has gone, so nobody would come for this one
            return self.flush()
        if not self.woken.is_set():
            self.woken.set()
        if self.thread is None and settings.COUNT_IN_BACKGROUND:
            self.start()
        return True

    def _wait_for_room(self) -> None:
        """Slows down whoever sends, so that no line waits longer than a batch takes. Not while the server is away: then lines must wait."""
        for _try in range(TRIES):
            if self.thread is None or self.away or len(self.lines) < BATCH:
                return
            time.sleep(SHORTLY)

    def start(self) -> None:
        with self.one_at_a_time:
            if self.thread is not None:
                return
            self.thread = threading.Thread(target=self.run, name="counting", daemon=True)
            self.thread.start()
        atexit.register(self.stop)
        Finalize(None, self.stop, exitpriority=100)  # a server's forked processes end without atexit, but not without this

    def run(self) -> None:
        while not self.stopping.is_set():
            self.woken.wait()
            self.stopping.wait(PERIOD)
            self.woken.clear()
            close_old_connections()
            if not self.flush():
                self.woken.set()
        connection.close()

    def flush(self) -> bool:
        """Writes what waits; False where its server is away and the batch is kept for the next try."""
        with self.one_at_a_time:
            while self.failed or self.lines:
                batch, lines = self.failed or (uuid.uuid4().hex, self._next())
                self.failed = (batch, lines)
                try:
                    self.write(batch, lines)
                    self.away = False
                except AWAY as error:
                    self.away = True
                    logger.warning("%s hits wait, they could not be written: %s", len(lines) + len(self.lines), error)
                    if not connection.in_atomic_block:  # the next try begins with a connection of its own
                        connection.close()
                    return False
                except Exception:
                    logger.exception("%s hits cannot be written at all and are left out: they would hold up all others", len(lines))
                self.failed = None
        return True

    def _next(self) -> list[Line]:
        return [self.lines.popleft() for _number in range(min(len(self.lines), BATCH))]

    def stop(self) -> None:
        """Writes the last batch. Called when the process ends, and harmless twice."""
        if os.getpid() != self.process:  # a forked process inherits this call, and its parent writes what its parent took
            return
        self.stopping.set()
        self.woken.set()
        until = time.monotonic() + LAST_TRIES
        while not self.flush() and time.monotonic() < until:
            time.sleep(PERIOD)
        connection.close()


_buffer = Buffer()


def put(line: Line) -> bool:
    return _buffer.put(line)


def flush() -> bool:
    """At once, whatever waits in this process."""
    return _buffer.flush()


def forget() -> None:
    """Starts empty, without a thread: what a forked process does, since its parent writes what its parent took."""
    global _buffer
    _buffer = Buffer()


os.register_at_fork(after_in_child=forget)
