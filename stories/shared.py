"""A story with several authors: whose word about it is an author's, and not the newsroom's."""

from __future__ import annotations

from stories.models import StoryPage


def on_the_authors_side(story: StoryPage) -> set[int]:
    """Keys of people. Who agreed to write with her counts before the page names her."""
    agreed = story.co_authors.filter(state="agreed").values_list("user_id", flat=True)
    return {pk for pk in {story.owner_id, *story.authors.values_list("user_id", flat=True), *agreed} if pk}
