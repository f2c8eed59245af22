"""The public ledger: what runs, what ran, page by page, and nothing else."""

from datetime import timedelta

import pytest

from sponsors import ledger
from sponsors.book import slot_for_story
from sponsors.models import Placement

pytestmark = pytest.mark.django_db
State = Placement.State


def test_what_runs_today_and_nothing_else(make_placement, wall_slot, sponsor, today):
    make_placement(starts=-3, days=7)
    make_placement(starts=-1, days=2, slot=wall_slot)
    make_placement(starts=5)
    make_placement(state=State.HELD, starts=20)

    assert [(row.what, row.url, row.sponsor, row.starts) for row in ledger.now()] == [
        ("Quote wall", "/wall/", "Bramble & Finch", today - timedelta(days=1)),
        ("Food and drink", "/stories/food-and-drink/", "Bramble & Finch", today - timedelta(days=3)),
    ]


def test_what_is_over_with_or_without_a_tick(make_placement, today):
    first = make_placement(state=State.ENDED, starts=-40)
    second = make_placement(starts=-20)
    for state in (State.CANCELLED, State.DECLINED, State.LAPSED):
        make_placement(state=state, starts=-60)

    assert [row.pk for row in ledger.past()] == [second.pk, first.pk]
    assert [row.pk for row in ledger.past(before=(second.ends, second.pk))] == [first.pk]
    assert ledger.past(before=(first.ends, first.pk)) == []


def test_a_story_is_named_and_led_to_while_it_is_here(published_story, story_terms, make_placement):
    make_placement(slot=slot_for_story(published_story))

    row = ledger.now()[0]

    assert (row.what, row.url) == ("The baker who called", f"/stories/food-and-drink/{published_story.slug}/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_ledger_asks_one_question(make_placement, django_assert_num_queries, number):
    for n in range(number):
        make_placement(state=State.ENDED, starts=-10 * (n + 1))

    with django_assert_num_queries(1):
        assert len(ledger.past()) == number
    with django_assert_num_queries(1):
        ledger.now()
