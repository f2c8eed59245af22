"""The author at her desk, and a story of hers that she took back to work on."""

import pytest
from django.test import Client
from django.utils import timezone

from stories import review
from stories.models import StoryPage
from writers.models import CoAuthor

LONG = ("<p>" + "The bread was salt and she called every one of us before noon. " * 10 + "</p>") * 2
TEXT = "<p>One came.</p><p>Two went.</p><p>Three stayed.</p>"


@pytest.fixture
def hers(client, author):
    client.force_login(author)
    return client


@pytest.fixture
def story(make_story, author, bakery) -> StoryPage:
    story = make_story(author, place=bakery.place, body=[("text", TEXT)])
    review.send_to_review(story, by=author)
    review.pull_back(story, by=author)
    return story


@pytest.fixture
def his(story, other_author):
    """Her co-author at his own browser."""
    CoAuthor.objects.create(story=story, email=other_author.email, name="Bo Lind", user=other_author, state="agreed", key_hash="x", expires_at=timezone.now())
    client = Client()
    client.force_login(other_author)
    return client


@pytest.fixture
def draft(make_story, author):
    """draft(**fields): a version of a page of hers; what is given empty is empty on it."""

    def make(**fields) -> StoryPage:
        page = make_story(author, **({"body": [("text", LONG)], "ai_use": "none"} | {name: value for name, value in fields.items() if value}))
        page = page.get_latest_revision_as_object()
        for name in fields:
            if not fields[name]:
                setattr(page, name, "")
        return page

    return make
