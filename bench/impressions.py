"""How many impressions a second the site takes over HTTP, for BENCH_SECONDS (60), and whether every one of them is in the totals afterward.

The server is started as `make run` starts it, with two processes; readers are raw connections from this machine to this machine, each
beacon from an address of its own (as a proxy before the site would tell it), with a word of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from bench.measuring import Row
from sponsors import through_redis, tokens
from sponsors.models import Creative, DayTotal, Placement, Slot, Sponsor

ROOT = Path(__file__).resolve().parent.parent
SECONDS = min(600, max(1, int(os.environ.get("BENCH_SECONDS", "60"))))
PROCESSES, CONNECTIONS, AT_ONCE = 2, 8, 16  # of readers; connections of each; beacons that a connection sends before it reads
LEAST = {"postgresql": 5_000, "sqlite": 3_000}  # impressions a second
ADDRESSES = 1 << 20
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
REQUEST = (
    "POST /seen/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: " + AGENT + "\r\nAccept: */*\r\nOrigin: http://127.0.0.1:%d\r\n"
    "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: no-cors\r\nContent-Type: text/plain;charset=UTF-8\r\nX-Forwarded-For: 10.%d.%d.%d\r\n"
    "Content-Length: %d\r\n\r\n%s"
)


def measure() -> Iterator[Row]:
    placements = [_placement() for _number in range(4)]
    connection.close()
    with _server() as (server, port):
        spent = -_cpu(server.pid)
        sent, took = _readers(port, [_token(placement) for placement in placements])
        spent += _cpu(server.pid)
    through_redis.drain()  # as the worker does once a minute; without Redis nothing waits
    counted = sum(DayTotal.objects.filter(placement__in=placements).values_list("views", flat=True))
    if counted != sent:
        raise RuntimeError(f"{sent:,} impressions were taken and {counted:,} are in the totals")
    each = took * 1000 / sent
    what = f"an impression: {sent / took:,.0f} a second for {took:.0f} s, all {counted:,} counted"
    cpu = spent * 1000 / sent
    yield Row(what, cpu, cpu, each, 0, most_total_ms=1000 / LEAST[connection.vendor])


def _placement() -> Placement:
    """A running placement of a sponsor made for this."""
    today = timezone.localdate()
    sponsor, _made = Sponsor.objects.get_or_create(slug="bench", defaults={"name": "Bench", "status": Sponsor.Status.ACCEPTED})
    slot, _made = Slot.objects.get_or_create(kind=Slot.Kind.WALL, defaults={"rate": 7000})
    flight = {"starts": today - timedelta(days=1), "ends": today + timedelta(days=6), "held_until": timezone.now()}
    placement = Placement.objects.create(slot=slot, sponsor=sponsor, rate=7000, price=7000, currency="USD", **flight)
    creative = Creative.objects.create(placement=placement, state=Creative.State.APPROVED, text="Hello.", link="https://bench.example/")
    Placement.objects.filter(pk=placement.pk).update(creative=creative, state=Placement.State.APPROVED)
    placement.refresh_from_db()
    return placement


def _token(placement: Placement) -> str:
    return tokens.page_token(placement_id=placement.pk, creative_id=placement.creative_id or 0, page="wall", now=timezone.now())


@contextmanager
def _server() -> Iterator[tuple[subprocess.Popen, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"PORT": str(port), "WEB_WORKERS": "2", "TRUSTED_PROXY_COUNT": "1"}
    server = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for(server, port)
        yield server, port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def _wait_for(server: subprocess.Popen, port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server did not start.")


def _readers(port: int, words: list[str]) -> tuple[int, float]:
    """How many beacons were taken, and in how many seconds."""
    told: multiprocessing.Queue = multiprocessing.Queue()
    began = time.monotonic()
    readers = [multiprocessing.Process(target=_read, args=(number, port, words, began + SECONDS, told)) for number in range(PROCESSES)]
    for reader in readers:
        reader.start()
    taken = sum(told.get(timeout=SECONDS + 60) for _reader in readers)
    took = time.monotonic() - began
    for reader in readers:
        reader.join()
    return taken, took


def _read(number: int, port: int, words: list[str], until: float, told: multiprocessing.Queue) -> None:
    lines = [socket.create_connection(("127.0.0.1", port), timeout=30) for _line in range(CONNECTIONS)]
    beacons, taken = _beacons(number, port, words), 0
    while time.monotonic() < until:
        for line in lines:
            line.sendall("".join(next(beacons) for _beacon in range(AT_ONCE)).encode())
        taken += sum(_answers(line) for line in lines)
    told.put(taken)


def _beacons(number: int, port: int, words: list[str]) -> Iterator[str]:
    """One after another, each with a nonce and an address of its own."""
    count = number * ADDRESSES // PROCESSES
    while True:
        count = (count + 1) % ADDRESSES
        token = words[count % len(words)]
        body = f"{token}\n{tokens.nonce(token, now=time.time() - 1.1)}"
        yield REQUEST % (port, port, count >> 16, count >> 8 & 255, count & 255, len(body), body)


def _answers(line: socket.socket) -> int:
    """Reads what belongs to one sending; how many were taken."""
    got = b""
    while got.count(b"\r\n\r\n") < AT_ONCE:
        more = line.recv(65536)
        if not more:
            raise RuntimeError("The server hung up.")
        got += more
    return got.count(b"HTTP/1.1 204")


def _cpu(pid: int) -> float:
    """Seconds of CPU of a process and all below it so far; 0 where the system has no /proc."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if pid in {int(path.parent.name), int(values[1])}:
            ticks += int(values[11]) + int(values[12])
    return ticks / os.sysconf("SC_CLK_TCK")
