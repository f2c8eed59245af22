"""The same lists with a hundred and with a hundred thousand stories: what a page costs must not grow with what is behind it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from wagtail.models import Page

from bench.measuring import Row, page
from core.models import SearchEntry
from stories import publish
from stories.models import PublishedStory, StoryPage

BATCH = 5_000
LINKED = ("businesses", "bylines", "services")


def measure() -> Iterator[Row]:
    for wanted in (100, 100_000):
        grow(wanted)
        yield from lists(f"{wanted:,} stories: ")


def lists(label: str) -> Iterator[Row]:
    row = PublishedStory.objects.live().order_by("pk")[0]
    far = PublishedStory.objects.live().newest().values_list("shown_at", "pk").order_by("shown_at")[30]
    yield page(f"{label}front page", "/", most_queries=20)
    yield page(f"{label}all stories", "/stories/", most_queries=12)
    yield page(f"{label}all stories, the far end", f"/stories/?before={far[0]:%Y-%m-%dT%H:%M:%SZ},{far[1]}", most_queries=12)
    yield page(f"{label}one kind of service", f"/stories/?service={row.services.all()[0].slug}", most_queries=12)
    yield page(f"{label}a section", f"/stories/{row.section_slug}/", most_queries=6)
    yield page(f"{label}a story", row.get_absolute_url(), most_ms=5, most_queries=6)
    yield page(f"{label}a business", row.businesses.all()[0].get_absolute_url(), most_queries=8)
    yield page(f"{label}businesses", "/businesses/", most_queries=8)
    yield page(f"{label}a business's feed", f"{row.businesses.all()[0].get_absolute_url()}feed.rss", most_queries=6)
    yield page(f"{label}a writer", row.bylines.all()[0].get_absolute_url(), most_queries=8)
    yield page(f"{label}writers", "/writers/", most_queries=8)
    yield page(f"{label}places", "/places/", most_queries=8)
    yield page(f"{label}search, a rare word", "/search/?q=spectacles", most_queries=12)
    yield page(f"{label}search, a common word", "/search/?q=the", most_queries=12)
    yield page(f"{label}the feed", "/feeds/stories.rss", most_queries=6)


def grow(wanted: int) -> None:
    """Copies a demo story until there are `wanted`: its page, its row, what it is linked to and its entry in the search."""
    model = PublishedStory.objects.live().exclude(services=None).exclude(businesses=None).order_by("pk")[0]
    entry = SearchEntry.objects.get(kind="story", target=model.story_id)
    there = PublishedStory.objects.count()
    for start in range(there, wanted, BATCH):
        numbers = range(start, min(start + BATCH, wanted))
        stories = copy_pages(model.story, numbers)
        rows = PublishedStory.objects.bulk_create([copy_row(model, number, story) for number, story in zip(numbers, stories, strict=True)])
        for name in LINKED:
            link(name, model, rows)
        SearchEntry.objects.bulk_create([copy_entry(entry, row) for row in rows])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy_pages(story: StoryPage, numbers: range) -> list[int]:
    """Primary keys of new story pages. Pages are made in bulk, their story part by the database."""
    parent = story.get_parent()
    fields = {"depth": story.depth, "title": story.title, "content_type_id": story.content_type_id, "live": True, "locale_id": story.locale_id}
    pages = [Page(path=f"{parent.path}Y{number:07d}", slug=f"bench-{number}", draft_title="", **fields) for number in numbers]
    keys = [made.pk for made in Page.objects.bulk_create(pages)]
    columns = ", ".join(field.column for field in StoryPage._meta.local_fields if field.column != "page_ptr_id")
    table = StoryPage._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (page_ptr_id, {columns}) SELECT page.id, {', '.join('story.' + one for one in columns.split(', '))} "  # noqa: S608
            f"FROM wagtailcore_page page, {table} story WHERE story.page_ptr_id = %s AND page.id BETWEEN %s AND %s",
            [story.pk, keys[0], keys[-1]],
        )
    return keys


def copy_row(model: PublishedStory, number: int, story: int) -> PublishedStory:
    row = copy.copy(model)
    row.pk, row.story_id, row.slug = None, story, f"bench-{number}"
    row.body_html, row.facts = "<p>Bread.</p>", {}
    row.shown_at = model.shown_at - timedelta(minutes=number)
    return row


def copy_entry(entry: SearchEntry, row: PublishedStory) -> SearchEntry:
    made = copy.copy(entry)
    made.pk, made.target, made.shown_at, made.url = None, row.story_id, row.shown_at, row.get_absolute_url()
    made.text = f"The baker of street {row.slug} called before noon and put it right."
    return made


def link(name: str, model: PublishedStory, rows: list[PublishedStory]) -> None:
    through = getattr(PublishedStory, name).through
    target = PublishedStory._meta.get_field(name).m2m_reverse_field_name()
    other = getattr(model, name).all()[0]
    if through in publish.LINKS:
        made = [through(**{"published_id": row.pk, "shown_at": row.shown_at, f"{target}_id": other.pk}) for row in rows]
    else:
        made = [through(**{"publishedstory_id": row.pk, f"{target}_id": other.pk}) for row in rows]
    through.objects.bulk_create(made)
