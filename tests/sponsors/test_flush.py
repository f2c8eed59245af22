"""Batches of several processes at once: totals are exact, and what counts once counts once among them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from sponsors import buffer, flush
from sponsors.models import DayPage, DayTotal, SeenOnce, SourceMinute
from tests.sponsors.test_count import empty_buffer, reasons, see, token, totals  # noqa: F401  (a fixture)


def lines_of(word: str, nonces: list[str], **fields) -> list:
    """As they wait in a process that was sent these."""
    for number, nonce in enumerate(nonces):
        see(word, nonce=nonce, **({"address": f"10.0.{number >> 8}.{number & 255}"} | fields))
    lines = list(buffer._buffer.lines)
    buffer.forget()
    return lines


def at_once(batches: list[list]) -> None:
    together = Barrier(len(batches))

    def write(number: int) -> None:
        try:
            together.wait(30)
            flush.write(f"batch {number}", batches[number])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(batches)) as pool:
        list(pool.map(write, range(len(batches))))


@pytest.mark.django_db(transaction=True)
def test_eight_processes_flush_at_once(make_placement, wall_slot):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    one, other = make_placement(), make_placement(slot=wall_slot)
    words = [token(one), token(one, page="section", story_id=0), token(other, page="wall", story_id=0)]
    fresh = [[see_nonce(word) for _number in range(50)] for word in words for _batch in range(8)]
    batches = [sum((lines_of(word, fresh[8 * index + batch]) for index, word in enumerate(words)), []) for batch in range(8)]
    both = lines_of(words[0], [see_nonce(words[0]) for _number in range(40)])

    at_once([batch + both for batch in batches])

    assert totals(one) == (8 * 100 + 40, 0, 7 * 40)
    assert totals(other) == (8 * 50, 0, 0)
    assert reasons(one) == {("view", "repeated"): 7 * 40}


def see_nonce(word: str) -> str:
    import time

    from sponsors import tokens

    return tokens.nonce(word, now=time.time() - 1.1)


@pytest.mark.django_db(transaction=True)
def test_the_limit_of_a_source_holds_among_processes(make_placement, settings):
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection")
    import time

    settings.COUNT_SOURCE_LIMIT = 30
    placement, now = make_placement(), time.time()
    word = token(placement)
    batches = [lines_of(word, [see_nonce(word) for _number in range(10)], address="192.0.2.9", now=now) for _batch in range(8)]

    at_once(batches)

    assert totals(placement) == (30, 0, 50)


def test_a_batch_is_written_whole_or_not_at_all(make_placement, monkeypatch):
    from django.db import OperationalError, transaction

    placement = make_placement()
    word = token(placement)
    nonce = see(word)

    def breaks(*_given):
        raise OperationalError("the database went away")

    with monkeypatch.context() as broken, transaction.atomic():
        broken.setattr(flush, "_add_to_placements", breaks)
        assert not buffer.flush()
    assert not (DayTotal.objects.exists() or DayPage.objects.exists() or SeenOnce.objects.exists() or SourceMinute.objects.exists())

    assert totals(placement) == (1, 0, 0)
    see(word, nonce=nonce)
    assert totals(placement) == (1, 0, 1)


def test_many_hits_cost_few_queries(make_placement, django_assert_num_queries):
    word = token(make_placement())
    one, many = lines_of(word, [see_nonce(word)]), lines_of(word, [see_nonce(word) for _number in range(1200)])

    for number, lines in enumerate((one, many)):
        with django_assert_num_queries(9):  # a savepoint and its release among them
            flush.write(f"batch {number}", lines)
