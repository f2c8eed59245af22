"""What a card says: handles lead where they surely lead, what is gone leaves a date and nothing else."""

from datetime import UTC, datetime

import pytest

from quotes import cards
from quotes.models import Prompt, Quote

SHOWN, GONE = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 5, 9, 12, tzinfo=UTC)


def made(**fields) -> Quote:
    return Quote(**({"pk": 7, "prompt": Prompt(slug="x"), "text": "Somebody picks up.", "name": "Jo", "status": "approved", "shown_at": SHOWN} | fields))


@pytest.mark.parametrize(
    ("network", "name", "profile"),
    [
        ("mastodon", "@jo@social.example", "https://social.example/@jo"),
        ("mastodon", "@jo", ""),
        ("mastodon", "@jo@evil.example/path", ""),
        ("bluesky", "@jo.bsky.social", "https://bsky.app/profile/jo.bsky.social"),
        ("bluesky", "@jo", ""),
        ("x", "@jo_1", "https://x.com/jo_1"),
        ("x", "@jo/../evil", ""),
        ("instagram", "jo.baker", "https://www.instagram.com/jo.baker/"),
        ("", "@jo@social.example", ""),
    ],
)
def test_a_handle_is_linked_where_it_surely_leads(network, name, profile):
    assert cards.profile(made(network=network, name=name)) == profile


def test_a_card_names_the_network_and_the_trade_before_the_town():
    assert cards.card(made(name="@jo", network="x", town="Leeds"))["name"] == "@jo on X, Leeds"
    assert cards.card(made(town="Leeds", work="baker"))["name"] == "Jo, baker"


def test_a_card_says_that_its_words_were_edited():
    assert cards.card(made(original_text="Somebody pick up."))["note"] == "Lightly edited"
    assert cards.card(made())["note"] == ""


@pytest.mark.parametrize(("text", "breadth"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("名前", 4), ("👍🏽", 4), ("a\u200db", 2)])
def test_breadth_counts_what_takes_room(text, breadth):
    assert cards.breadth(text) == breadth


def test_a_gap_tells_the_days_and_no_words():
    assert cards.card(made(status="withdrawn", withdrawn_at=GONE)) == {"gap": "A quote of March 2, 2026 stood here. Its author withdrew it on May 9, 2026."}
    assert cards.card(made(status="hidden")) == {"gap": "A quote of March 2, 2026 stood here. It was removed from the wall."}
    assert cards.gap(None) == "A quote stood here. It is no longer on the wall."
