"""What readers open, in the demo: uncached unless it says so, through all middleware, with Brotli."""

from __future__ import annotations

from collections.abc import Iterator

from bench.measuring import Row, page, work
from stories import render, share_picture
from stories.models import PublishedStory


def measure() -> Iterator[Row]:
    row = PublishedStory.objects.live().order_by("pk")[0]
    business = row.businesses.all()[0]
    yield page("a story", row.get_absolute_url(), most_ms=5, most_queries=6)
    yield page("a story, cached", row.get_absolute_url(), cached=True, most_ms=1, most_queries=1)
    yield page("front page", "/")
    yield page("all stories", "/stories/")
    yield page("a section", f"/stories/{row.section_slug}/")
    yield page("search for a word", "/search/?q=bread")
    yield page("businesses", "/businesses/")
    yield page("a business", business.get_absolute_url())
    yield page("a writer", row.bylines.all()[0].get_absolute_url())
    yield page("the feed", "/feeds/stories.rss")
    yield work("a story's HTML, rendered at publication", lambda: render.build(row.story), times=20)
    yield work("a share picture, drawn at publication", lambda: share_picture.draw(row), most_ms=150, times=10)
