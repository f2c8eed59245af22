"""The worker: mail goes when it may, tasks of a dead worker come back, and not for ever."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from post_office import mail
from post_office.models import STATUS, Email

from core import worker


@pytest.fixture
def queued(db):
    return mail.send("ana@example.org", "newsroom@example.org", subject="A letter", message="Words", priority="medium")


@pytest.fixture
def running_task(db):
    def make(*workers: str) -> DBTaskResult:
        return DBTaskResult.objects.create(
            status="RUNNING",
            started_at=timezone.now() - timedelta(minutes=5),
            args_kwargs={"args": [], "kwargs": {}},
            task_path="core.clock.tick",
            backend_name="default",
            run_after=timezone.now(),
            worker_ids=list(workers),
            exception_class_path="",
            traceback="",
        )

    return make


@pytest.mark.django_db(transaction=True)
def test_a_real_newsroom_without_a_mail_server_keeps_mail_queued(queued, settings):
    settings.DEMO, settings.MAIL = False, None

    worker.send_mail()

    assert Email.objects.get().status == STATUS.queued


@pytest.mark.django_db(transaction=True)
def test_queued_mail_is_sent(queued, settings, tmp_path):
    settings.VAR = tmp_path

    worker.send_mail()

    assert Email.objects.get().status == STATUS.sent


def test_the_task_of_a_dead_worker_is_given_back(running_task):
    task = running_task("elsewhere:1:1")

    assert worker.give_back_orphans() == 1
    task.refresh_from_db()
    assert task.status == "READY"


def test_the_task_of_a_living_worker_stays_with_it(running_task):
    name = f"elsewhere:{os.getpid()}:1"
    worker.show_life(name)
    task = running_task(name)

    assert worker.give_back_orphans() == 0
    task.refresh_from_db()
    assert task.status == "RUNNING"


def test_a_task_that_kills_every_worker_fails_in_the_end(running_task):
    task = running_task("a:1:1", "b:1:1", "c:1:1")

    assert worker.give_back_orphans() == 0
    task.refresh_from_db()
    assert task.status == "FAILED"


@pytest.mark.django_db(transaction=True)
def test_a_failing_loop_goes_on():
    calls = []
    one = worker.Worker()

    def work():
        calls.append(1)
        if len(calls) == 3:
            one.stop()
        raise ValueError("on purpose")

    one.every(0.001, work)

    assert len(calls) == 3
