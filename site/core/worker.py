"""The work nobody waits for: tasks in the order they came, queued mail within a second, the clock once a minute.

One process with three loops. It stops on SIGINT and SIGTERM after the task in hand, and when the server that started it is gone.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult
from post_office.mail import get_queued, send_queued_mail_until_done

from core import clock

logger = logging.getLogger(__name__)

LOOK = 0.5  # seconds between two looks at the queues
TICK = 60.0  # seconds between two ticks of the clock
HEARTBEAT = 15.0  # seconds between two signs of life
SILENCE = 90  # seconds without a sign of life after which a worker counts as dead
MOST_TRIES = 3  # a task that took this many workers with it is not given to another


class Worker:
    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{int(time.time())}"
        self.stopping = threading.Event()
        self.tasks = TaskWorker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )

    def run(self, parent: int | None = None) -> None:
        """Works until stop() or until `parent`, the process that started it, is not our parent any more."""
        show_life(self.name)
        give_back_orphans()
        loops = [
            threading.Thread(target=self.every, args=(LOOK, send_mail), name="mail", daemon=True),
            threading.Thread(target=self.every, args=(HEARTBEAT, lambda: show_life(self.name)), name="heartbeat", daemon=True),
            threading.Thread(target=self.every, args=(TICK, minute), name="clock", daemon=True),
        ]
        for loop in loops:
            loop.start()
        self.every(LOOK, self.run_tasks, while_true=lambda: parent is None or os.getppid() == parent)
        self.stop()
        for loop in loops:
            loop.join(timeout=5)
        forget_life(self.name)

    def stop(self, *_signal: object) -> None:
        self.tasks.running = False
        self.stopping.set()

    def run_tasks(self) -> None:
        if DBTaskResult.objects.ready().exists():  # looking costs no lock; claiming does
            self.tasks.run()

    def every(self, seconds: float, work: Callable[[], object], *, while_true: Callable[[], bool] = lambda: True) -> None:
        """Calls `work` again and again; what it raises is logged and does not end the loop."""
        while not self.stopping.is_set() and while_true():
            close_old_connections()
            try:
                work()
            except Exception:
                logger.exception("%s failed; tried again in %s s", getattr(work, "__name__", work), seconds)
            close_old_connections()
            self.stopping.wait(seconds)
        connections.close_all()


def main(parent: int | None = None) -> None:
    """The worker as a process of its own: `manage.py worker`, or started by `manage.py serve`."""
    worker = Worker()
    signal.signal(signal.SIGINT, worker.stop)
    signal.signal(signal.SIGTERM, worker.stop)
    worker.run(parent)


def minute() -> None:
    clock.tick()
    give_back_orphans()


def send_mail() -> None:
    """Hands queued mail to the mail server. A real newsroom without one keeps it queued; the demo's goes to its outbox page."""
    if (settings.MAIL or settings.DEMO) and get_queued().exists():
        send_queued_mail_until_done(str(Path(settings.VAR) / "mail"))


def show_life(name: str) -> None:
    cache.set(f"worker:{name}", True, SILENCE)


def forget_life(name: str) -> None:
    cache.delete(f"worker:{name}")


def is_dead(name: str) -> bool:
    """A worker on this machine is dead when its process is; one elsewhere when it has shown no life for a while."""
    host, _, rest = name.rpartition(":")[0].rpartition(":")
    if host == socket.gethostname()[:40] and rest.isdigit():
        try:
            os.kill(int(rest), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
    return cache.get(f"worker:{name}") is None


def give_back_orphans() -> int:
    """Tasks whose worker died go back into the queue; one that did so MOST_TRIES times is marked failed. Returns how many."""
    given = 0
    just_claimed = timezone.now() - timedelta(seconds=2)
    for task in DBTaskResult.objects.running().filter(started_at__lt=just_claimed):
        if not task.worker_ids or not is_dead(task.worker_ids[-1]):
            continue
        if len(task.worker_ids) >= MOST_TRIES:
            task.set_failed(RuntimeError(f"Every one of {len(task.worker_ids)} workers died with this task."))
        else:
            given += DBTaskResult.objects.filter(pk=task.pk, status=task.status).update(status="READY", started_at=None)
    return given
