"""The stage: one answer after another without a script, and what its script is told."""

import pytest
from django.utils import timezone

from core import generation
from moderation import decide
from quotes.models import Prompt, Quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def prompt(newsroom) -> Prompt:
    return Prompt.objects.create(title="What is service?", slug="service")


def pin(prompt: Prompt, text: str) -> Quote:
    return Quote.objects.create(prompt=prompt, text=text, name="Jo", status="approved", shown_at=timezone.now())


def test_each_page_shows_one_answer_and_leads_to_the_next_and_round(client, prompt):
    first, second = pin(prompt, "One."), pin(prompt, "Two.")

    page = client.get("/wall/service/stage/").content.decode()
    assert "Two." in page
    assert "One." not in page
    assert f'rel="next" href="?after={second.pk}"' in page
    assert f'<noscript><meta http-equiv="refresh" content="14; url=?after={second.pk}"></noscript>' in page
    assert "testserver/wall" in page

    assert "One." in client.get(f"/wall/service/stage/?after={second.pk}").content.decode()
    assert "Two." in client.get(f"/wall/service/stage/?after={first.pk}").content.decode()
    assert "Two." in client.get("/wall/service/stage/?after=nonsense").content.decode()


def test_an_empty_stage_says_so(client, prompt):
    assert "Nobody has answered yet." in client.get("/wall/service/stage/").content.decode()


def test_the_script_is_told_what_stands_on_the_wall_now(client, prompt, editor):
    quote = Quote.objects.create(prompt=prompt, text="Somebody picks up.", name="Jo", work="baker")
    assert client.get("/wall/service/stage/next/").json() == {"quotes": []}

    decide.decide(quote, action="approve", actor=editor)
    generation._bump(generation.SAID)
    told = client.get("/wall/service/stage/next/").json()["quotes"]
    assert [(one["id"], one["text"], one["name"], one["step"]) for one in told] == [(quote.pk, "Somebody picks up.", "Jo, baker", 0)]

    decide.decide(quote, action="withdraw")
    generation._bump(generation.SAID)
    assert client.get("/wall/service/stage/next/").json() == {"quotes": []}


@pytest.mark.parametrize(("text", "step"), [("Yes", 0), ("x" * 60, 1), ("x" * 61, 2), ("x" * 201, 4), ("名" * 280, 5)])
def test_longer_lines_are_set_smaller(client, prompt, text, step):
    pin(prompt, text)

    assert f'data-step="{step}"' in client.get("/wall/service/stage/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_answers_cost_the_same_with_one_and_with_three(client, prompt, django_assert_num_queries, monkeypatch, number):
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)
    for text in range(number):
        pin(prompt, str(text))
    generation.forget()
    client.get("/writers/join/")

    with django_assert_num_queries(2):
        client.get("/wall/service/stage/next/")
