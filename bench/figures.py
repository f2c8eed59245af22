"""A sponsor's figures with two years of daily rows for two hundred placements: the desk's pages, as a member opens them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.measuring import Row, work
from people.models import User
from sponsors.models import Creative, DayDiscard, DayPage, DayTotal, LineOfBusiness, Member, Placement, Slot, Sponsor

PLACEMENTS, DAYS, STORIES = 200, 730, 40
REASONS = ("bot", "prefetch", "repeated", "too-fast")
AT_ONCE = 20_000


def measure() -> Iterator[Row]:
    sponsor, placement = fill()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Member.objects.get(sponsor=sponsor).user)
    home, today = f"/sponsor/desk/{sponsor.slug}/", timezone.localdate()
    label = f"figures of {PLACEMENTS} placements, {DAYS} days each: "
    yield opened(f"{label}all of them", client, f"{home}figures/")
    yield opened(f"{label}30 days", client, f"{home}figures/?from={today - timedelta(days=29)}&to={today}")
    yield opened(f"{label}a year", client, f"{home}figures/?from={today - timedelta(days=400)}&to={today - timedelta(days=36)}")
    yield opened(f"{label}one placement", client, f"{home}placements/{placement.pk}/figures/")


def opened(what: str, client: Client, path: str) -> Row:
    def get() -> None:
        if client.get(path).status_code != 200:
            raise RuntimeError(f"{path} does not open.")

    return work(what, get, times=20, most_total_ms=200, most_queries=12)


def fill() -> tuple[Sponsor, Placement]:
    """One sponsor that has supported one slot two hundred times at once, which a real one cannot."""
    line, _made = LineOfBusiness.objects.get_or_create(name="Measured")
    values = {"site": "https://measured.example/", "bill_name": "Measured", "bill_address": "1 Long Street", "bill_email": "bills@measured.example"}
    sponsor = Sponsor.objects.create(name="Measured", slug="measured", line=line, status=Sponsor.Status.ACCEPTED, **values)
    user = User.objects.create_user("measured@measured.example", None, display_name="Mia Sured")
    Member.objects.create(sponsor=sponsor, user=user, role=Member.Role.OWNER)
    slot = Slot.objects.filter(kind=Slot.Kind.WALL).first() or Slot.objects.create(kind=Slot.Kind.WALL, rate=7000)
    last = timezone.localdate()
    dates = {"starts": last - timedelta(days=DAYS - 1), "ends": last, "state": Placement.State.ENDED, "rate": 7000, "price": 7000, "currency": "USD"}
    placements = Placement.objects.bulk_create(Placement(slot=slot, sponsor=sponsor, **dates) for _number in range(PLACEMENTS))
    days = [last - timedelta(days=number) for number in range(DAYS)]
    counts = (
        DayTotal(placement=one, sponsor=sponsor, day=day, views=900 + number % 97, clicks=number % 11, discarded=number % 50)
        for number, day in enumerate(days)
        for one in placements
    )
    DayTotal.objects.bulk_create(counts, batch_size=AT_ONCE)
    Placement.objects.filter(sponsor=sponsor).update(views=900 * DAYS, clicks=5 * DAYS, discarded=25 * DAYS)
    one = placements[0]
    DayPage.objects.bulk_create(
        (DayPage(placement=one, day=day, page="story", story_id=n + 1, views=n, clicks=1) for day in days for n in range(STORIES)), AT_ONCE
    )
    DayDiscard.objects.bulk_create((DayDiscard(placement=one, day=day, hit="view", reason=why, number=3) for day in days for why in REASONS), AT_ONCE)
    Creative.objects.create(placement=one, state=Creative.State.APPROVED, text="Measured.", link=sponsor.site, link_words="See")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE sponsors_daytotal")
    return sponsor, one
