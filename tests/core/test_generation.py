"""The shared number: it grows when a change is committed, and a process trusts what it read for one second at most."""

import time

import pytest
from django.db import transaction
from django.db.models import F

from core import generation
from core.models import Generation

pytestmark = pytest.mark.django_db


def bump(commit) -> None:
    with commit(execute=True):
        generation.bump()


def grows_elsewhere() -> None:
    """As another process would make it grow: in the database, without a word to this one."""
    if not Generation.objects.filter(name=generation.NAME).update(number=F("number") + 1):
        Generation.objects.create(name=generation.NAME, number=1)


def test_current_is_zero_before_anything_changed():
    Generation.objects.all().delete()

    assert generation.current() == 0


def test_bump_is_seen_here_at_once(django_capture_on_commit_callbacks):
    before = generation.current()

    bump(django_capture_on_commit_callbacks)

    assert generation.current() == before + 1


def test_bump_makes_its_row_the_first_time(django_capture_on_commit_callbacks):
    Generation.objects.all().delete()

    bump(django_capture_on_commit_callbacks)
    bump(django_capture_on_commit_callbacks)

    assert Generation.objects.get(name=generation.NAME).number == 2


def test_bump_waits_for_the_commit(django_capture_on_commit_callbacks):
    before = generation.current()

    with django_capture_on_commit_callbacks() as waiting:
        generation.bump()

    generation.forget()
    assert generation.current() == before
    assert len(waiting) == 1


def test_bump_of_a_change_that_was_rolled_back_does_not_count(django_capture_on_commit_callbacks):
    before = generation.current()

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        generation.bump()
        1 / 0  # noqa: B018

    generation.forget()
    assert generation.current() == before


def test_current_asks_the_database_once_a_second(django_assert_num_queries):
    generation.current()

    with django_assert_num_queries(0):
        for _ in range(50):
            generation.current()


def test_current_learns_within_a_second_what_another_process_did(monkeypatch):
    monkeypatch.setattr(generation, "CHECK_EVERY", 0.05)
    before = generation.current()
    grows_elsewhere()

    time.sleep(0.06)

    assert generation.current() == before + 1


def test_forget_asks_again():
    before = generation.current()
    grows_elsewhere()

    assert generation.current() == before
    generation.forget()
    assert generation.current() == before + 1


def test_a_decision_counts_for_pages_and_leaves_the_frame(django_capture_on_commit_callbacks):
    pages, frame = generation.current(), generation.frame()

    with django_capture_on_commit_callbacks(execute=True):
        generation.bump_said()

    assert (generation.current(), generation.frame()) == (pages + 1, frame)


def test_both_numbers_are_read_by_one_query(django_assert_num_queries):
    generation.forget()

    with django_assert_num_queries(1):
        generation.current()
        generation.frame()
