"""Fifty bookings of the last seat at once, in real threads, on PostgreSQL and on an SQLite file; and a connection lost half-way."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from sponsors import book, calendar, story_slots
from sponsors.models import Placement, SeatDay, Slot
from sponsors.states import CannotBook
from tests.sponsors.conftest import make_sponsor, member

ROOT = Path(__file__).parents[2]
AT_ONCE = 50


@pytest.fixture
def threads():
    if connection.vendor == "sqlite":
        pytest.skip("an in-memory database has one connection: the SQLite file has a test of its own")


def bookers(number: int) -> list:
    sponsors = [make_sponsor(f"Sponsor {n}", f"sponsor-{n}") for n in range(number)]
    return [(one, member(one, f"owner-{one.slug}@one.example", one.name, "owner")) for one in sponsors]


def at_once(tries) -> tuple[list[Placement], list[str]]:
    """Those who got a placement, and the words the others got."""

    def attempt(call):
        try:
            return call()
        except CannotBook as told:
            return str(told)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(attempt, tries))
    return [one for one in results if isinstance(one, Placement)], [one for one in results if isinstance(one, str)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seats", [1, 3])
def test_fifty_at_once_sell_each_seat_once(threads, slot, today, seats):
    Slot.objects.update(seats=seats)
    week = {"slot": slot, "starts": today, "ends": today + timedelta(days=6)}

    won, lost = at_once([lambda s=s, u=u: book.hold(sponsor=s, by=u, **week) for s, u in bookers(AT_ONCE)])

    assert len(won) == seats
    assert len(lost) == AT_ONCE - seats
    assert all("are taken" in words and "Free next: " in words for words in lost)
    assert Placement.objects.count() == seats
    assert SeatDay.objects.count() == seats * 7


@pytest.mark.django_db(transaction=True)
def test_overlapping_weeks_at_once_leave_no_half(threads, slot, today):
    """Each starts a day later than the one before: whoever wins has all of its days, whoever loses none."""
    tries = []
    for number, (sponsor, user) in enumerate(bookers(AT_ONCE)):
        starts = today + timedelta(days=number % 20)
        wish = {"slot": slot, "sponsor": sponsor, "starts": starts, "ends": starts + timedelta(days=6), "by": user}
        tries.append(lambda wish=wish: book.hold(**wish))

    won, _lost = at_once(tries)

    assert SeatDay.objects.count() == 7 * len(won) == 7 * Placement.objects.count()
    assert 1 <= len(won) <= 4


@pytest.mark.django_db(transaction=True)
def test_a_lapsed_hold_is_taken_by_one_of_fifty(threads, slot, sponsor, owner, today):
    week = {"slot": slot, "starts": today, "ends": today + timedelta(days=6)}
    lapsed = book.hold(sponsor=sponsor, by=owner, **week)
    Placement.objects.filter(pk=lapsed.pk).update(held_until=timezone.now() - timedelta(minutes=1))

    tries = [lambda s=s, u=u: book.hold(sponsor=s, by=u, **week) for s, u in bookers(AT_ONCE - 2)]
    again = [lambda: book.take_up(Placement.objects.get(pk=lapsed.pk), by=owner)] * 2
    won, _lost = at_once([*again, *tries])

    assert len(won) == 1
    assert set(SeatDay.objects.values_list("placement_id", flat=True)) == {won[0].pk}


@pytest.mark.django_db(transaction=True)
def test_a_story_s_slot_is_made_once(threads, published_story, story_terms):
    def make(_number):
        try:
            return book.slot_for_story(published_story).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        made = set(pool.map(make, range(20)))

    assert len(made) == 1
    assert Slot.objects.filter(story=published_story).count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_first_holds_of_a_story_make_one_slot_and_sell_it_once(threads, published_story, story_terms, today):
    week = {"starts": today, "ends": today + timedelta(days=6)}

    won, lost = at_once([lambda s=s, u=u: book.hold(slot=story_slots.shown(published_story), sponsor=s, by=u, **week) for s, u in bookers(20)])

    assert (len(won), len(lost)) == (1, 19)
    assert Slot.objects.filter(story=published_story).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_half_way_keeps_nothing(threads, slot, sponsor, owner, today):
    """The server ends the connection after the seats were taken and before the commit, as a restart does."""
    week = calendar.each_day(today, today + timedelta(days=6))

    def booked_and_cut_off():
        try:
            with transaction.atomic():
                placement = book.hold(slot=slot, sponsor=sponsor, starts=week[0], ends=week[-1], by=owner)
                assert SeatDay.objects.filter(placement=placement).count() == 7
                ours = connection.connection.info.backend_pid
                _from_elsewhere(f"SELECT pg_terminate_backend({ours})")
                SeatDay.objects.count()
        finally:
            connection.close()

    with pytest.raises(OperationalError):
        booked_and_cut_off()

    assert (Placement.objects.count(), SeatDay.objects.count()) == (0, 0)
    assert book.hold(slot=slot, sponsor=sponsor, starts=week[0], ends=week[-1], by=owner).seat_days.count() == 7


def _from_elsewhere(sql: str) -> None:
    def run():
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


ON_A_FILE = """
import django
from django.conf import settings

class NoMigrations(dict):
    __contains__ = lambda self, app: True
    __getitem__ = lambda self, app: None

settings.MIGRATION_MODULES = NoMigrations()  # tables straight from the models, as the suite makes them
django.setup()
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
from stories.setup import newsroom
newsroom(host="testserver", port=80)
from datetime import timedelta
from django.utils import timezone
from sponsors.models import Placement, SeatDay, Slot
from sponsors import book
from tests.sponsors.test_book_at_once import AT_ONCE, at_once, bookers
slot = Slot.objects.create(kind="wall", rate=7000, lead_days=0)
today = timezone.localdate()
week = {"slot": slot, "starts": today, "ends": today + timedelta(days=6)}
won, lost = at_once([lambda s=s, u=u: book.hold(sponsor=s, by=u, **week) for s, u in bookers(AT_ONCE)])
assert len(won) == 1, won
assert len(lost) == AT_ONCE - 1 and all("Free next: " in words for words in lost), lost
assert (Placement.objects.count(), SeatDay.objects.count()) == (1, 7)
print("sold once")
"""


def test_fifty_at_once_on_an_sqlite_file(tmp_path):
    """The suite's own SQLite is in memory and has one connection, so this one runs by itself."""
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "VAR_DIR": str(tmp_path)}
    env = {**os.environ, **settings, "DATABASE_URL": ""}

    done = subprocess.run([sys.executable, "-c", ON_A_FILE], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)

    assert done.stdout.strip().endswith("sold once"), done.stdout + done.stderr
