"""What is counted and what is not, and why: each reason by a hit that has it, and the sums in every table."""

import time

import pytest
from django.utils import timezone

from sponsors import buffer, count, tokens
from sponsors.models import DayDiscard, DayPage, DayTotal, Placement, SeenOnce, SourceMinute
from sponsors.reasons import Visit

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def empty_buffer():
    buffer.forget()
    yield
    buffer.forget()


def visit(**fields) -> Visit:
    return Visit(**({"agent": BROWSER, "address": "192.0.2.1", "from_here": True} | fields))


def token(placement: Placement, **fields) -> str:
    values = {"placement_id": placement.pk, "creative_id": placement.creative_id, "page": "story", "story_id": 5, "now": timezone.now()}
    return tokens.page_token(**(values | fields))


def see(word: str, *, nonce: str = "", after: float = 1.1, now: float | None = None, **fields) -> str:
    now = time.time() if now is None else now
    nonce = nonce or tokens.nonce(word, now=now - after)
    assert count.view(token=word, nonce=nonce, visit=visit(**fields), now=now)
    return nonce


def totals(placement: Placement) -> tuple[int, int, int]:
    """Views, clicks and discards; the daily rows and the placement's own must agree."""
    assert buffer.flush()
    placement.refresh_from_db()
    days = list(DayTotal.objects.filter(placement=placement).values_list("views", "clicks", "discarded"))
    sums = tuple(sum(column) for column in zip(*days, strict=True)) if days else (0, 0, 0)
    assert sums == (placement.views, placement.clicks, placement.discarded)
    pages = DayPage.objects.filter(placement=placement).values_list("views", "clicks")
    assert (sum(views for views, _clicks in pages), sum(clicks for _views, clicks in pages)) == sums[:2]
    assert sum(DayDiscard.objects.filter(placement=placement).values_list("number", flat=True)) == sums[2]
    return sums


def reasons(placement: Placement) -> dict[tuple[str, str], int]:
    totals(placement)
    return {(row.hit, row.reason): row.number for row in DayDiscard.objects.filter(placement=placement)}


def test_a_view_and_a_click_are_counted_by_day_page_and_story(make_placement, today):
    placement = make_placement()

    see(token(placement))
    see(token(placement, page="section", story_id=0))
    count.click(token=token(placement), visit=visit(), reader="a reader")

    assert totals(placement) == (2, 1, 0)
    found = DayPage.objects.values_list("day", "page", "story_id", "views", "clicks")
    assert sorted(found) == [(today, "section", 0, 1, 0), (today, "story", 5, 1, 1)]


def test_two_batches_are_added_up(make_placement):
    placement = make_placement()
    see(token(placement))
    assert totals(placement) == (1, 0, 0)

    see(token(placement))

    assert totals(placement) == (2, 0, 0)


def test_a_batch_is_written_once_however_often_it_is_sent(make_placement):
    from sponsors import flush

    placement = make_placement()
    see(token(placement))
    lines = list(buffer._buffer.lines)
    buffer.forget()

    flush.write("one batch", lines)
    flush.write("one batch", lines)

    assert totals(placement) == (1, 0, 0)


def test_a_nonce_counts_once_in_one_batch_and_in_two(make_placement):
    placement = make_placement()
    word = token(placement)
    nonce = see(word)
    see(word, nonce=nonce)
    assert totals(placement) == (1, 0, 1)

    see(word, nonce=nonce)

    assert reasons(placement) == {("view", "repeated"): 2}


def test_a_reader_clicks_once_on_one_page(make_placement):
    placement = make_placement()
    word = token(placement)

    for reader in ("one", "one", "other"):
        count.click(token=word, visit=visit(), reader=reader)

    assert totals(placement) == (0, 2, 1)
    assert reasons(placement) == {("click", "repeated"): 1}


def test_clicks_with_words_of_their_own_are_told_apart(make_placement):
    """Two readers in one office have the same address and browser; a page's script gives each view a word."""
    placement = make_placement()
    word, now = token(placement), time.time()
    first, second = (tokens.nonce(word, now=now) for _reader in range(2))
    foreign = tokens.nonce(token(make_placement(starts=7)), now=now)

    for nonce in (first, second, second, "forged", foreign):
        count.click(token=word, visit=visit(), reader="one", nonce=nonce)

    assert totals(placement) == (0, 3, 2)  # the two that are not ours are one reader without a word


def test_a_nonce_that_was_too_fast_is_used_up(make_placement):
    placement = make_placement()
    word = token(placement)
    nonce = see(word, after=0.4)

    see(word, nonce=nonce, now=time.time() + 2)

    assert reasons(placement) == {("view", "too-fast"): 1, ("view", "repeated"): 1}


def test_a_flood_from_one_source_is_counted_up_to_the_limit(make_placement, settings):
    settings.COUNT_SOURCE_LIMIT = 5
    placement = make_placement()
    word, now = token(placement), time.time()
    for _number in range(4):
        see(word, now=now)
    assert totals(placement) == (4, 0, 0)

    for _number in range(4):
        see(word, now=now, agent=f"{BROWSER} or says so")
    see(word, now=now, address="192.0.2.2")

    assert totals(placement) == (6, 0, 3)
    assert reasons(placement) == {("view", "flood"): 3}


def test_a_flood_is_over_with_its_minute(make_placement, settings):
    settings.COUNT_SOURCE_LIMIT = 1
    placement = make_placement()
    word, now = token(placement), time.time()

    see(word, now=now)
    see(word, now=now)
    see(word, now=now + 60)

    assert totals(placement)[0::2] == (2, 1)


def test_machines_of_one_ipv6_network_are_one_source(make_placement, settings, today):
    assert count.source_of("2001:db8:1:2::7", today) == count.source_of("2001:db8:1:2:9:9:9:9", today)
    assert count.source_of("2001:db8:1:2::7", today) != count.source_of("2001:db8:1:3::7", today)
    assert count.source_of("::ffff:192.0.2.1", today) == count.source_of("192.0.2.1", today)


def test_a_source_is_another_one_on_the_next_day(today):
    assert count.source_of("192.0.2.1", today) != count.source_of("192.0.2.1", today.replace(year=2031))


def test_the_clock_moved_back_an_hour_loses_and_doubles_nothing(make_placement):
    placement = make_placement()
    word, noon = token(placement), time.time()
    before = tokens.nonce(word, now=noon)
    used = see(word, now=noon)
    earlier = noon - 3600

    see(word, nonce=before, now=earlier + 1)
    see(word, nonce=used, now=earlier + 2)
    see(word, now=earlier + 3)

    assert totals(placement) == (3, 0, 1)


def test_a_placement_that_is_over_counts_nothing_more(make_placement):
    placement = make_placement(starts=-10, days=7, state=Placement.State.ENDED)

    see(token(placement))
    count.click(token=token(placement), visit=visit(), reader="a reader")

    assert reasons(placement) == {("view", "expired"): 1, ("click", "expired"): 1}


def test_days_are_the_sites_own(make_placement, today):
    from datetime import datetime, timedelta

    placement = make_placement(starts=-1)
    midnight = datetime(today.year, today.month, today.day, tzinfo=timezone.get_default_timezone())

    for moment in (midnight - timedelta(seconds=1), midnight + timedelta(seconds=1)):
        see(token(placement, now=moment), now=moment.timestamp())

    totals(placement)
    assert dict(DayTotal.objects.values_list("day", "views")) == {today - timedelta(days=1): 1, today: 1}


def test_the_hour_that_comes_twice_is_one_day(settings):
    from datetime import UTC, date, datetime

    first = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # 01:30 in New York, and an hour later again
    minutes = [int(first.timestamp()) // 60 + more for more in (0, 60, 22 * 60 + 59, 24 * 60)]

    assert [count.day_of(minute) for minute in minutes] == [date(2026, 11, 1)] * 2 + [date(2026, 11, 1), date(2026, 11, 2)]


def test_what_told_hits_apart_names_nobody_and_is_forgotten(make_placement):
    from datetime import timedelta

    from sponsors import flush

    placement = make_placement()
    see(token(placement), address="198.51.100.77")
    totals(placement)
    kept = [*SeenOnce.objects.values_list("digest", flat=True), *SourceMinute.objects.values_list("source", flat=True)]
    assert len(kept) == 2 and not any("198.51" in word or len(word) != 32 for word in kept)
    SeenOnce.objects.update(until=timezone.now() - timedelta(seconds=1))
    SourceMinute.objects.update(minute=1)

    flush.forget()

    assert (SeenOnce.objects.count(), SourceMinute.objects.count()) == (0, 0)
    assert totals(placement) == (1, 0, 0)


def test_what_may_still_come_again_is_not_forgotten(make_placement):
    from sponsors import flush

    placement = make_placement()
    see(token(placement))
    totals(placement)

    flush.forget()

    assert (SeenOnce.objects.count(), SourceMinute.objects.count()) == (1, 1)


def test_a_hit_of_a_placement_that_is_unknown_stops_nothing(make_placement):
    placement = make_placement()

    see(token(placement, placement_id=placement.pk + 1000))
    see(token(placement))

    assert totals(placement) == (1, 0, 0)
