"""What waits in the process: written within a second, kept while its server is away, never written twice, and safe from a stop and from kill -9."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection

from sponsors import buffer, tokens
from sponsors.buffer import Buffer
from sponsors.models import Placement
from tests.sponsors.test_count import BROWSER, token

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds


class Server:
    """Where batches go; `away` as a database that is restarted."""

    def __init__(self) -> None:
        self.batches: list[tuple[str, list]] = []
        self.away = False
        self.got = threading.Event()

    def __call__(self, batch: str, lines: list) -> None:
        if self.away:
            raise OperationalError("the database system is starting up")
        self.batches.append((batch, list(lines)))
        self.got.set()


@pytest.fixture
def server() -> Server:
    return Server()


def test_lines_are_written_by_themselves_and_together(server, settings):
    settings.COUNT_IN_BACKGROUND = True
    waiting = Buffer(server)
    for number in range(3):
        waiting.put(number)

    assert server.got.wait(PATIENCE)
    waiting.stop()

    assert buffer.PERIOD <= 1
    assert [line for _batch, lines in server.batches for line in lines] == [0, 1, 2]


def test_a_batch_waits_for_its_server_under_the_same_number(server, db):
    waiting = Buffer(server)
    server.away = True
    waiting.put("first")
    assert not waiting.flush()
    failed = waiting.failed
    waiting.put("second")
    assert not waiting.flush()
    server.away = False

    assert waiting.flush()

    assert [lines for _batch, lines in server.batches] == [["first"], ["second"]]
    assert server.batches[0][0] == failed[0] != server.batches[1][0]


def test_hits_are_refused_where_too_many_wait(server, monkeypatch):
    monkeypatch.setattr(buffer, "MOST", 2)
    waiting = Buffer(server)

    assert [waiting.put(number) for number in range(3)] == [True, True, False]


def test_hits_wait_at_the_door_while_more_come_than_are_written(settings, monkeypatch):
    settings.COUNT_IN_BACKGROUND = True
    monkeypatch.setattr(buffer, "BATCH", 10)
    sizes: list[int] = []
    waiting = Buffer(lambda _batch, lines: sizes.append(len(waiting.lines) + len(lines)))

    assert all(waiting.put(number) for number in range(45))
    waiting.stop()

    assert max(sizes) <= 20


def test_a_batch_that_can_never_be_written_does_not_hold_up_others(caplog):
    written = []

    def write(batch, lines):
        if "poison" in lines:
            raise ValueError("not a line")
        written.extend(lines)

    waiting = Buffer(write)
    waiting.put("poison")
    assert waiting.flush()
    waiting.put("line")

    assert waiting.flush()
    assert written == ["line"]
    assert "cannot be written at all" in caplog.text


def test_a_stop_writes_what_is_left_and_what_still_comes(server):
    waiting = Buffer(server)
    waiting.put("before")

    waiting.stop()
    waiting.put("after")
    waiting.stop()

    assert [lines for _batch, lines in server.batches] == [["before"], ["after"]]


def test_a_forked_process_leaves_its_parents_lines_to_the_parent(server, settings):
    waiting = buffer._buffer = Buffer(server)
    waiting.put("of the parent")

    child = os.fork()
    if child == 0:
        waiting.stop()
        os._exit(0 if not server.batches and not buffer._buffer.lines else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    waiting.stop()
    assert [lines for _batch, lines in server.batches] == [["of the parent"]]
    buffer.forget()


# A server of its own


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def database(tmp_path) -> str:
    """The address of a database with what this test has made so far."""
    if connection.vendor != "sqlite":
        parts = connection.settings_dict
        return f"postgres://{parts['USER']}:{parts['PASSWORD']}@{parts['HOST']}:{parts['PORT']}/{parts['NAME']}"
    return f"sqlite:///{tmp_path / 'copy.sqlite3'}"


def copy_to(address: str) -> None:
    if address.startswith("sqlite"):
        with sqlite3.connect(address.removeprefix("sqlite:///")) as copy:
            connection.connection.backup(copy)


def views_in(address: str) -> int:
    if address.startswith("sqlite"):
        return int(sqlite3.connect(address.removeprefix("sqlite:///"), timeout=PATIENCE).execute("SELECT sum(views) FROM sponsors_placement").fetchone()[0])
    return Placement.objects.get().views


@contextmanager
def granian(database: str, var: Path, settings: str = "config.settings.local"):
    port = free_port()
    environment = os.environ | {
        "PYTHONPATH": "site",
        "DJANGO_SETTINGS_MODULE": settings,
        "VAR_DIR": str(var),
        "DATABASE_URL": database,
        "SECRET_KEY": django_settings.SECRET_KEY,
        "TIME_ZONE": django_settings.TIME_ZONE,
        "TRUSTED_PROXY_COUNT": "1",
    }
    subprocess.run([sys.executable, "manage.py", "createcachetable"], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "4", "config.wsgi:application"]
    with (var / "log").open("a") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        until = time.monotonic() + PATIENCE
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert process.poll() is None and time.monotonic() < until, (var / "log").read_text()[-3000:]
            time.sleep(0.1)
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def tell(port: int, beacons: list[tuple[str, str]]) -> None:
    """Each from an address of its own; every one must be taken."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    for number, (word, nonce) in enumerate(beacons):
        headers = {"User-Agent": BROWSER, "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": f"198.51.{number >> 8}.{number & 255}"}
        line.request("POST", "/seen/", f"{word}\n{nonce}", headers)
        answer = line.getresponse()
        assert (answer.status, answer.read()) == (204, b"")
    line.close()


def some(word: str, number: int) -> list[tuple[str, str]]:
    return [(word, tokens.nonce(word, now=time.time() - 1.1)) for _beacon in range(number)]


def wait_for(database: str, views: int) -> None:
    until = time.monotonic() + PATIENCE
    while views_in(database) < views and time.monotonic() < until:
        time.sleep(0.1)
    assert views_in(database) == views


@pytest.mark.django_db(transaction=True)
def test_kill_9_loses_a_moment_and_doubles_nothing_and_a_stop_loses_nothing(make_placement, database, tmp_path):
    word = token(make_placement())
    copy_to(database)
    first, second, third = some(word, 200), some(word, 200), some(word, 200)

    with granian(database, tmp_path) as (process, port):
        tell(port, first)
        wait_for(database, 200)
        tell(port, second)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert 200 <= views_in(database) <= 400

    with granian(database, tmp_path) as (process, port):
        tell(port, first + second)  # once more: what was counted is repeated now, what was lost is counted
        wait_for(database, 400)
        tell(port, third)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    assert views_in(database) == 600
