"""Through Redis: a batch counts as it would in the database, comes there exactly once, and waits while Redis is away. With a server of its own."""

import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as Away

from sponsors import buffer, through_redis
from sponsors.models import DayTotal, Drained, SeenOnce, SourceMinute
from sponsors.through_redis import PREFIX
from tests.sponsors.test_count import empty_buffer, reasons, see, token, totals  # noqa: F401  (a fixture)

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
PATIENCE = 20  # seconds


class Server:
    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.folder = folder
        self.address = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [PROGRAM, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                Redis.from_url(self.address).ping()
                return
            except Away:
                time.sleep(0.05)
        pytest.fail("The Redis server did not start.")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)


@pytest.fixture
def redis(tmp_path, settings):
    if PROGRAM is None:
        pytest.skip("no redis-server or valkey-server is installed")
    server = Server(tmp_path)
    server.start()
    settings.REDIS_URL = server.address
    yield server
    server.stop()


def drained(placement) -> tuple[int, int, int]:
    assert buffer.flush()
    through_redis.drain()
    return totals(placement)


def test_hits_come_to_the_database_with_their_reasons(redis, make_placement, settings):
    settings.COUNT_SOURCE_LIMIT = 4
    placement, now = make_placement(), time.time()
    word = token(placement)
    used = see(word, now=now)
    see(word, after=0.2, now=now)
    assert drained(placement) == (1, 0, 1)

    see(word, nonce=used, now=now)
    for _number in range(5):
        see(word, now=now)

    assert drained(placement) == (4, 0, 4)
    assert reasons(placement) == {("view", "too-fast"): 1, ("view", "repeated"): 1, ("view", "flood"): 2}
    assert not SeenOnce.objects.exists() and not SourceMinute.objects.exists()


def test_nothing_comes_before_the_drain_and_nothing_is_left_after_it(redis, make_placement):
    see(token(make_placement()))
    assert buffer.flush()
    assert not DayTotal.objects.exists()

    assert (through_redis.drain(), through_redis.drain()) == (1, 0)

    left = {key.split(":")[2] for key in Redis.from_url(redis.address, decode_responses=True).scan_iter()}
    assert left == {"batch", "once", "source"}


def test_what_redis_remembers_expires(redis, make_placement):
    see(token(make_placement()))
    assert buffer.flush()
    through_redis.drain()

    client = Redis.from_url(redis.address, decode_responses=True)

    assert {key.split(":")[2]: 0 < client.ttl(key) <= 172_800 for key in client.scan_iter()} == {"batch": True, "once": True, "source": True}


def test_a_batch_sent_twice_counts_once(redis, make_placement):
    placement = make_placement()
    see(token(placement))
    lines = list(buffer._buffer.lines)
    buffer.forget()

    through_redis.write("one batch", lines)
    through_redis.write("one batch", lines)

    assert drained(placement) == (1, 0, 0)


def test_a_drain_that_died_before_it_cleared_up_is_not_counted_twice(redis, make_placement):
    placement = make_placement()
    see(token(placement))
    assert buffer.flush()
    client = Redis.from_url(redis.address, decode_responses=True)
    sums = client.hgetall(f"{PREFIX}:sums")
    through_redis.drain()
    batch = Drained.objects.get().batch
    client.hset(f"{PREFIX}:sums:{batch}", mapping=sums)
    client.sadd(f"{PREFIX}:taken", batch)

    assert through_redis.drain() == 0
    assert totals(placement) == (1, 0, 0)
    assert not client.exists(f"{PREFIX}:sums:{batch}", f"{PREFIX}:taken")


def test_hits_wait_while_redis_is_away(redis, make_placement):
    placement = make_placement()
    redis.stop()
    see(token(placement))
    assert not buffer.flush()

    redis.start()

    assert drained(placement) == (1, 0, 0)


def test_without_redis_there_is_nothing_to_drain(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert through_redis.drain() == 0
