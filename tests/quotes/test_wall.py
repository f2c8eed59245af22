"""The rows of a wall: each order and each filter is read from an index, and nothing is counted or offered without bound."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from core import generation
from moderation import decide
from quotes import wall
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def prompt(newsroom) -> Prompt:
    return Prompt.objects.create(title="What is service?", slug="service")


def pin(prompt: Prompt, text: str, **fields) -> Quote:
    return Quote.objects.create(**({"prompt": prompt, "text": text, "name": "Jo", "status": "approved", "shown_at": timezone.now()} | fields))


@pytest.mark.parametrize(("place", "work", "order"), list(product(["", "Leeds"], ["", "baker"], ["", "rings"])))
def test_every_filter_and_order_is_read_from_an_index_without_sorting(prompt, place, work, order):
    choice = wall.Choice(place=place, work=work, order=order)
    field = f"-{choice.field}"
    rows = wall.answers(prompt, choice)
    if not (place or work or order):
        rows = wall.apart(rows, pinned=False)

    plan = plan_of(rows.order_by(field, "-id")[:49])

    assert "quotes_" in plan
    assert "Sort" not in plan and "B-TREE" not in plan


def test_the_beginning_of_a_wall_is_read_from_an_index_without_sorting(prompt):
    plan = plan_of(wall.answers(prompt).order_by("-pinned", "-shown_at", "-id")[:12])

    assert "quotes_pinned_newest" in plan
    assert "Sort" not in plan and "B-TREE" not in plan


def plan_of(rows) -> str:
    """What the database would do with many rows: PostgreSQL reads a small table whole unless it is told not to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
    return rows.explain()


def test_pinned_ones_come_first_then_the_newest(prompt):
    now = timezone.now()
    for text, days, pinned in (("old", 3, False), ("pinned", 9, True), ("new", 1, False)):
        pin(prompt, text, shown_at=now - timedelta(days=days), pinned=pinned)

    assert [quote.text for quote in wall.first(prompt, 2)] == ["pinned", "new"]
    assert [quote.text for quote in wall.newest(prompt, 2)] == ["new", "old"]


def test_filters_and_counts_are_of_approved_answers_only(prompt):
    pin(prompt, "a", town="Leeds", work="baker")
    pin(prompt, "b", town="Leeds")
    pin(prompt, "c", town="Leeds", work="baker", status="waiting")
    both = wall.Choice(place="Leeds", work="baker")

    assert [quote.text for quote in wall.answers(prompt, both)] == ["a"]
    assert (wall.count(prompt), wall.count(prompt, wall.Choice(place="Leeds")), wall.count(prompt, both)) == (2, 2, 1)


def test_a_count_stops_at_its_bound(prompt, monkeypatch):
    monkeypatch.setattr(wall, "MOST_COUNTED", 2)
    for text in "abc":
        pin(prompt, text)

    assert wall.count(prompt) == 2


def test_what_is_beyond_the_bound_is_not_counted_again_after_every_decision(prompt, monkeypatch, django_assert_num_queries, django_capture_on_commit_callbacks):
    monkeypatch.setattr(wall, "MOST_COUNTED", 2)
    for text in "abc":
        pin(prompt, text, town="Leeds" if text == "a" else "")
    here = wall.Choice(place="Leeds")
    assert (wall.count(prompt), wall.count(prompt, here)) == (2, 1)

    with django_capture_on_commit_callbacks(execute=True):
        generation.bump_said()
    generation.current()

    with django_assert_num_queries(1):  # of the choice that is not crowded
        assert (wall.count(prompt), wall.count(prompt, here)) == (2, 1)
    generation.forget()
    Quote.objects.filter(text__in="bc").update(status="hidden")
    assert wall.count(prompt) == 1


def test_offers_are_the_towns_and_trades_of_the_newest_and_what_is_chosen(prompt, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(wall, "LOOKED_AT", 2)
    for number, town in enumerate(["Old", "York", "leeds"]):
        pin(prompt, town, town=town, work="", shown_at=timezone.now() + timedelta(seconds=number))

    generation.current()
    with django_assert_num_queries(1):
        offers = wall.offers(prompt, wall.Choice(place="Paris"))
        wall.offers(prompt, wall.Choice())

    assert offers == {
        "place": [{"value": "leeds", "current": False}, {"value": "Paris", "current": True}, {"value": "York", "current": False}],
        "work": [],
    }


def test_an_address_is_read_and_written_alike(prompt):
    choice = wall.asked(QueryDict("place=Leeds%00&work=+baker+&order=nonsense&before=1"))

    assert choice == wall.Choice(place="Leeds", work="baker")
    assert choice.address(prompt, order="rings", work="") == "/wall/service/?place=Leeds&order=rings"
    assert wall.Choice().address(prompt) == "/wall/service/"


def test_the_current_prompt_is_the_one_that_the_model_says(prompt):
    now = timezone.now()
    Prompt.objects.create(title="Collecting", slug="collecting", shows_at=now + timedelta(days=1))
    Prompt.objects.create(title="Tomorrow", slug="tomorrow", opens_at=now + timedelta(days=1))

    for closes_at in (None, now - timedelta(days=1)):
        Prompt.objects.filter(pk=prompt.pk).update(closes_at=closes_at)
        assert wall.current(wall.prompts(), now) == Prompt.objects.current(now)
    assert wall.current([], now) is None


def test_counts_and_offers_are_new_once_a_quote_was_decided(prompt, editor, django_capture_on_commit_callbacks):
    quote = pin(prompt, "One.", town="Leeds")
    generation.forget()
    assert (wall.count(prompt), wall.offers(prompt, wall.Choice())["place"]) == (1, [{"value": "Leeds", "current": False}])

    with django_capture_on_commit_callbacks(execute=True):
        decide.decide(quote, action="hide", actor=editor, words="Not now.")

    assert (wall.count(prompt), wall.offers(prompt, wall.Choice())["place"]) == (0, [])
