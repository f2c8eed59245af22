"""Full text on our own table: every word, the last as a beginning, titles before texts, and a bounded cost for common words."""

import pytest

from core import search_index
from core.models import SearchEntry


def entry(number: int, title: str, text: str = "") -> SearchEntry:
    return SearchEntry.objects.create(kind="story", target=number, title=title, text=text, url=f"/{number}/")


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "found"), [("salt", [2, 1]), ("SALT bre", [1]), ("sal", [2, 1]), ("pepper", []), ("café", [3]), ('"salt* OR NEAR(', [])])
def test_search_finds(query, found):
    entry(1, "The baker", "She put salt in the bread")
    entry(2, "Salt", "A shop")
    entry(3, "Cafe with an accent", "café")

    assert [row.target for row in search_index.search(query)] == found


@pytest.mark.django_db
def test_changed_and_removed_entries_are_found_no_more():
    row = entry(1, "Kettle")
    row.title = "Toaster"
    row.save()
    other = entry(2, "Kettle too")
    other.delete()

    assert (list(search_index.search("kettle")), [r.target for r in search_index.search("toaster")]) == ([], [1])


@pytest.mark.django_db
def test_only_the_newest_hits_of_a_common_word_are_ranked(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(search_index, "MOST_RANKED", 3)
    for number in range(6):
        entry(number, "bread")

    with django_assert_num_queries(2):
        assert {row.target for row in search_index.search("bread")} == {3, 4, 5}


@pytest.mark.django_db
def test_empty_query_gives_everything_newest_first():
    entry(1, "One")
    entry(2, "Two")

    assert [row.target for row in search_index.search("  ")] == [2, 1]
