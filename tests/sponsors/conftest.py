"""A sponsor with its people, a slot of each kind, and placements in any state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import User
from sponsors.models import Creative, LineOfBusiness, Member, Placement, SeatDay, Slot, Sponsor
from tests.conftest import person


def make_sponsor(name: str, slug: str, **fields) -> Sponsor:
    line, _made = LineOfBusiness.objects.get_or_create(name="Household goods")
    values = {
        "site": f"https://{slug}.example/",
        "line": line,
        "bill_name": f"{name} Ltd",
        "bill_address": "1 Quay Street\nBristol, Rhode Island",
        "bill_email": f"bills@{slug}.example",
        "status": Sponsor.Status.ACCEPTED,
    }
    return Sponsor.objects.create(name=name, slug=slug, **(values | fields))


@pytest.fixture
def sponsor(db) -> Sponsor:
    return make_sponsor("Bramble & Finch", "bramble-finch")


@pytest.fixture
def other_sponsor(db) -> Sponsor:
    return make_sponsor("Northside Lamps", "northside-lamps")


def member(sponsor: Sponsor, email: str, name: str, role: str) -> User:
    user = person(email, name)
    Member.objects.create(sponsor=sponsor, user=user, role=role)
    return user


@pytest.fixture
def owner(sponsor) -> User:
    return member(sponsor, "olga@bramble-finch.example", "Olga Finch", Member.Role.OWNER)


@pytest.fixture
def manager(sponsor) -> User:
    return member(sponsor, "mara@bramble-finch.example", "Mara Bramble", Member.Role.MANAGER)


@pytest.fixture
def reporter(sponsor) -> User:
    return member(sponsor, "rolf@bramble-finch.example", "Rolf Reed", Member.Role.REPORTER)


@pytest.fixture
def other_owner(other_sponsor) -> User:
    return member(other_sponsor, "nina@northside.example", "Nina Lamp", Member.Role.OWNER)


@pytest.fixture
def slot(newsroom) -> Slot:
    """The section Food and drink: one seat at 70.00 a week."""
    return Slot.objects.create(kind=Slot.Kind.SECTION, section=newsroom.sections["food-and-drink"], rate=7000, lead_days=0)


@pytest.fixture
def wall_slot(newsroom) -> Slot:
    return Slot.objects.create(kind=Slot.Kind.WALL, rate=14000, lead_days=0)


@pytest.fixture
def story_terms(newsroom) -> Slot:
    """The terms for any single story."""
    return Slot.objects.create(kind=Slot.Kind.STORY, rate=3500, lead_days=0)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def make_placement(slot, sponsor, today):
    """make_placement(state=..., starts=<days from today>, days=7, slot=..., sponsor=..., text=...): a row with its seats and its message."""

    def make(*, state=Placement.State.APPROVED, starts=0, days=7, slot=slot, sponsor=sponsor, seat=1, text="Kettles that last.", **fields) -> Placement:
        first = today + timedelta(days=starts)
        values = {"rate": slot.rate, "price": slot.rate * days // 7, "currency": slot.currency, "held_until": timezone.now() + timedelta(hours=72)}
        waiting = {"state": Placement.State.HELD, "slot": slot, "sponsor": sponsor, "starts": first, "ends": first + timedelta(days=days - 1)}
        placement = Placement.objects.create(**(values | waiting | fields))
        shown = {"text": text, "link": f"{sponsor.site}kettles", "link_words": "See the kettles"}
        creative = Creative.objects.create(placement=placement, state=Creative.State.DRAFT, **shown)
        if state in {Placement.State.APPROVED, Placement.State.ENDED}:
            Creative.objects.filter(pk=creative.pk).update(state=Creative.State.APPROVED)
            Placement.objects.filter(pk=placement.pk).update(creative=creative)
        elif state == Placement.State.SUBMITTED:
            Creative.objects.filter(pk=creative.pk).update(state=Creative.State.WAITING)
        Placement.objects.filter(pk=placement.pk).update(state=state)
        placement.refresh_from_db()
        if state in {Placement.State.HELD, Placement.State.SUBMITTED, Placement.State.APPROVED}:
            SeatDay.objects.bulk_create(SeatDay(slot=slot, seat=seat, day=first + timedelta(days=n), placement=placement) for n in range(days))
        return placement

    return make
