"""`manage.py serve`: one process makes the site ready, then serves it with Granian, the worker beside it."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
from multiprocessing import Process

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.test import Client

from core import worker
from core.prepare import prepare

PR_SET_PDEATHSIG = 1  # from Linux's prctl.h
HOST = "127.0.0.1"  # localhost leads here too


class Command(BaseCommand):
    help = "Migrates, builds, fills an empty demo, then serves the site and runs its worker until ctrl-C."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--host", default=HOST, help="the address to listen on (default: this machine only)")

    def handle(self, *args, host: str, **options) -> None:
        port = int(getattr(settings, "PORT", 8000))
        if settings.DEBUG:
            self.develop(port)
            return
        self.refuse_a_taken_port(host, port)
        prepare(self.say)
        self.warm(port)
        self.tell_address(port)
        connections.close_all()  # processes made below must not share a connection
        sys.exit(serve_with_worker(host, port))

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def refuse_a_taken_port(self, host: str, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(f"Port {port} cannot be used ({error.strerror}). Choose another one: PORT={port + 1} make run") from error

    def warm(self, port: int) -> None:
        """Renders two pages once, so that templates and drawings are ready in the processes made from this one."""
        reader = Client(headers={"host": f"127.0.0.1:{port}"})
        for path in ("/", "/stories/"):
            reader.get(path)

    def tell_address(self, port: int) -> None:
        self.say(self.style.SUCCESS(f"\nWell Served is at http://127.0.0.1:{port} and http://localhost:{port}"))
        if settings.DEMO:
            self.say(f"This is the demo: http://127.0.0.1:{port}/demo/ has a button for every role, and the mail it sent.")
        elif not settings.MAIL:
            self.say("No mail server is set, so mails wait in the queue. Set EMAIL_URL=smtp://user:password@host:587 to send them.")
        self.say("Ctrl-C stops it.\n")

    def develop(self, port: int) -> None:
        """Django's own server with reload. It starts this command again as its child, which must not prepare again."""
        if os.environ.get("RUN_MAIN") == "true":
            call_command("runserver", f"{HOST}:{port}")
            return
        self.refuse_a_taken_port(HOST, port)
        prepare(self.say)
        self.tell_address(port)
        beside = subprocess.Popen([sys.executable, sys.argv[0], "worker", "--reload"])  # noqa: S603  (our own command)
        try:
            call_command("runserver", f"{HOST}:{port}")
        finally:
            beside.terminate()


def serve_with_worker(host: str, port: int) -> int:
    """Runs both until one ends, then stops the other. Returns the exit code: 0 only when somebody asked us to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.WEB_WORKERS,
        blocking_threads=settings.WEB_THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
    )
    end_with_parent()
    beside = Process(target=worker.main, args=(os.getpid(),), name="worker")
    beside.start()
    ended_alone = threading.Event()
    stopped = threading.Event()

    def watch() -> None:
        beside.join()
        if not stopped.is_set() and not server.interrupt_signal:
            ended_alone.set()
            print("The worker ended unexpectedly, so the site stops too.", file=sys.stderr)  # noqa: T201
            server.signal_handler_interrupt()

    threading.Thread(target=watch, daemon=True).start()
    try:
        server.serve()
        code = 0
    except SystemExit as ending:
        code = int(ending.code or 0)
    finally:
        stopped.set()
        beside.terminate()
        beside.join(15)
        if beside.is_alive():
            beside.kill()
    return code or int(ended_alone.is_set())


def end_with_parent() -> None:
    """Has Linux end our children with us, even where we are killed: an orphan would keep the port."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        os.register_at_fork(after_in_child=lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM))
