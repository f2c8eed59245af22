"""A long list's address: what cannot be read starts at the beginning."""

import pytest


@pytest.mark.parametrize("name", ["before", "after"])
@pytest.mark.parametrize("cursor", ["0001-01-01T00:00:00+14:00,1", "9999-12-31T23:59:59-14:00,1", "2026-02-31T00:00:00Z,1", "never,1", "2026-01-01T00:00:00Z"])
def test_a_moment_without_a_utc_is_the_first_page(client, published_story, name, cursor):
    answer = client.get("/stories/", {name: cursor})

    assert answer.status_code == 200
    assert published_story.title in answer.content.decode()


@pytest.mark.parametrize("cursor", ["9999-12-31T23:59:59+00:00,1", "9999-12-31T00:00:00,1"])
def test_the_last_moments_of_the_calendar_can_be_asked_for(client, published_story, cursor):
    assert published_story.title in client.get("/stories/", {"before": cursor}).content.decode()
