"""Questions in the admin: their state in words, their answers counted, a preview, and the ballot's *Ask this next*."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quotes.cms.prompts import state
from quotes.models import Prompt, Proposal, Quote

pytestmark = pytest.mark.django_db
LIST = "/cms/snippets/quotes/prompt/"
DAY = timedelta(days=1)


@pytest.fixture
def prompt(newsroom) -> Prompt:
    return Prompt.objects.create(title="What is service?", slug="service")


@pytest.mark.parametrize(
    ("opens", "shows", "closes", "words"),
    [
        (1, None, None, "opens "),
        (-1, None, None, "collecting and showing"),
        (-1, None, 1, "collecting and showing, closes "),
        (-1, 1, None, "collecting, shown from "),
        (-2, None, -1, "closed "),
        (-2, 1, -1, "closed, shown from "),
    ],
)
def test_what_a_question_does_now_is_said_in_words(opens, shows, closes, words):
    now = timezone.now()
    moments = {name: now + days * DAY for name, days in (("opens_at", opens), ("shows_at", shows), ("closes_at", closes)) if days}

    assert state(Prompt(title="?", slug="q", **moments), now).startswith(words)


def test_the_list_says_state_and_counts_rows_at_the_same_cost_for_one_and_three(client, editor, prompt, django_assert_max_num_queries):
    for number, status in enumerate(["waiting", "waiting", "approved"]):
        Quote.objects.create(prompt=prompt, text=f"Line {number}", name="Jo", status=status)
    client.force_login(editor)
    client.get(LIST)

    costs = []
    for title in ("", "Second", "Third"):
        if title:
            Prompt.objects.create(title=title, slug=title.lower())
        with django_assert_max_num_queries(60) as asked:
            page = client.get(LIST).content.decode()
        costs.append(len(asked))

    assert "collecting and showing" in page
    assert "2 waiting, 1 approved" in page
    assert "none yet" in page
    assert costs[1] == costs[2]


def test_an_editor_makes_and_closes_a_question(client, editor, newsroom):
    client.force_login(editor)
    fields = {"title": "And now?", "slug": "now", "spelled_out": "", "cover_line": "One line.", "opens_at": "2026-01-01 08:00", "shows_at": "", "closes_at": ""}

    made = client.post(f"{LIST}add/", fields | {"closing_message": "Thanks."})
    assert made.status_code == 302
    prompt = Prompt.objects.get(slug="now")
    refused = client.post(f"{LIST}edit/{prompt.pk}/", fields | {"closing_message": "", "closes_at": "2025-01-01 08:00"})
    client.post(f"{LIST}edit/{prompt.pk}/", fields | {"closing_message": "", "closes_at": "2026-02-01 08:00"})

    assert "It closes before it opens" in refused.content.decode()
    prompt.refresh_from_db()
    assert prompt.closes_at is not None


def test_a_question_can_be_looked_at_before_it_opens(client, editor, prompt):
    Prompt.objects.filter(pk=prompt.pk).update(opens_at=timezone.now() + DAY)
    client.force_login(editor)
    address = f"{LIST}preview/{prompt.pk}/"

    client.post(address, {"title": "Changed?", "slug": "service", "opens_at": "2030-01-01 08:00"})
    page = client.get(f"{address}?mode=").content.decode()

    assert "Changed?" in page
    assert 'id="pin"' in page


def test_ask_this_next_from_the_ballot(client, editor, prompt):
    proposal = Proposal.objects.create(title="Who remembered you?", votes=7)
    client.force_login(editor)
    address = f"/cms/ballot/{proposal.pk}/ask/"

    assert f'href="{address}"' in client.get("/cms/snippets/quotes/proposal/").content.decode()
    assert "7 readers chose it" in client.get(address).content.decode()
    refused = client.post(address, {"opens_at": ""})
    answer = client.post(address, {"opens_at": "2030-01-01 08:00"}, follow=True)

    assert "open without an end" in refused.content.decode()
    assert Prompt.objects.get(slug="who-remembered-you").opens_at.year == 2030
    assert "is the next question: opens January 1, 2030" in answer.content.decode()


def test_a_stranger_asks_nothing(client, stranger, prompt):
    proposal = Proposal.objects.create(title="Who remembered you?")
    client.force_login(stranger)

    assert client.post(f"/cms/ballot/{proposal.pk}/ask/", {"opens_at": ""}).status_code in {302, 403, 404}
    assert Prompt.objects.count() == 1
