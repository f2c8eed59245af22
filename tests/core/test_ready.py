"""Values kept in the process: the same until what readers see changes."""

import pytest

from core import generation
from core.ready import MOST, through_decisions, until_changed


@pytest.fixture
def counted(db):
    calls = []

    @until_changed
    def value(name: str) -> int:
        calls.append(name)
        return len(calls)

    return value


def test_value_is_made_once_for_each_argument(counted):
    assert [counted("a"), counted("a"), counted("b"), counted("a")] == [1, 1, 2, 1]


def test_value_is_made_again_when_the_generation_changes(counted, django_capture_on_commit_callbacks):
    counted("a")

    with django_capture_on_commit_callbacks(execute=True):
        generation.bump()

    assert counted("a") == 2


def test_values_do_not_grow_without_bound(counted):
    for number in range(MOST + 1):
        counted(str(number))

    assert counted("0") == MOST + 2


def test_what_editors_set_up_is_kept_through_decisions_and_no_longer(db, django_capture_on_commit_callbacks):
    calls = []
    frame, said = (keep(lambda: calls.append(1) or len(calls)) for keep in (through_decisions, until_changed))
    assert (frame(), said()) == (1, 2)

    with django_capture_on_commit_callbacks(execute=True):
        generation.bump_said()
    assert (frame(), said()) == (1, 3)

    with django_capture_on_commit_callbacks(execute=True):
        generation.bump()
    assert (frame(), said()) == (4, 5)
