import pytest
from django.db import IntegrityError, transaction

from sponsors.models import Placement, SeatDay
from sponsors.models.kept import IsKept
from sponsors.states import CannotBook, State, move


def test_a_seat_cannot_be_sold_twice(make_placement, other_sponsor, today):
    first = make_placement()
    second = make_placement(sponsor=other_sponsor, starts=7)

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatDay.objects.create(slot=first.slot, seat=1, day=today, placement=second)


def test_of_two_moves_at_once_the_second_is_told(make_placement):
    placement = make_placement(state=State.HELD)
    same = Placement.objects.get(pk=placement.pk)

    move(placement, State.CANCELLED)

    with pytest.raises(CannotBook, match="Somebody else"):
        move(same, State.SUBMITTED)


def test_a_placement_cannot_be_deleted(make_placement):
    placement = make_placement()

    for attempt in (placement.delete, Placement.objects.all().delete, Placement.objects.filter(pk=placement.pk).delete):
        with pytest.raises(IsKept):
            attempt()

    assert Placement.objects.get().pk == placement.pk
