"""The author at her desk, and a story of hers that she took back to work on."""

import pytest

from stories import review
from stories.models import StoryPage

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
