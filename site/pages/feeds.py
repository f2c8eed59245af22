"""Published stories come in, a feed goes out: RSS 2.0 and Atom through Django's generator, and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from stories import show
from stories.models import PublishedStory

LOCAL = re.compile(r'(?P<before>\s(?:href|src)=")(?P<path>/(?!/)[^"]*)')
LOCAL_SET = re.compile(r'\ssrcset="(?P<set>[^"]*)"')


@dataclass(frozen=True)
class Channel:
    """What one feed is about. `path` is the page it follows, `feed_path` its own address without the ending."""

    title: str
    description: str
    path: str
    feed_path: str


class Rss(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/", "xmlns:dc": "http://purl.org/dc/elements/1.1/"}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class Atom(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def respond(form: str, channel: Channel, rows: Iterable[PublishedStory], *, absolute: Callable[[str], str]) -> HttpResponse:
    """The feed in one of three forms; any other ending is a 404."""
    if form == "json":
        return HttpResponse(_json(channel, rows, absolute), content_type="application/feed+json; charset=utf-8")
    generators: dict[str, type[Rss] | type[Atom]] = {"rss": Rss, "atom": Atom}
    if form not in generators:
        raise Http404(form)
    feed = generators[form](
        title=channel.title,
        link=absolute(channel.path),
        description=channel.description,
        feed_url=absolute(f"{channel.feed_path}.{form}"),
        language="en",
    )
    for row in rows:
        feed.add_item(
            title=row.title,
            link=absolute(row.get_absolute_url()),
            description=row.standfirst,
            unique_id=absolute(row.get_absolute_url()),
            author_name=row.byline,
            pubdate=row.shown_at,
            updateddate=row.updated_at,
            categories=[row.card.get("section_label", "")],
            content=content(row, absolute),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=generators[form].content_type)


def _json(channel: Channel, rows: Iterable[PublishedStory], absolute: Callable[[str], str]) -> str:
    items = [
        {
            "id": absolute(row.get_absolute_url()),
            "url": absolute(row.get_absolute_url()),
            "title": row.title,
            "summary": row.standfirst,
            "content_html": content(row, absolute),
            "date_published": row.shown_at.isoformat(timespec="seconds"),
            "date_modified": row.updated_at.isoformat(timespec="seconds"),
            "authors": [{"name": one["name"], "url": absolute(one["url"])} for one in row.card.get("authors", [])],
            "tags": [row.card.get("section_label", "")],
            "language": "en",
        }
        for row in rows
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": absolute(channel.path),
        "feed_url": absolute(f"{channel.feed_path}.json"),
        "language": "en",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False)


def content(row: PublishedStory, absolute: Callable[[str], str]) -> str:
    """The body with full addresses, then its corrections; quotes of the wall are links, their words stay on the wall."""
    body = show.linked(row.body_html, absolute=absolute)
    body = LOCAL.sub(lambda m: f"{m['before']}{absolute(m['path'])}", body)
    body = LOCAL_SET.sub(lambda m: f' srcset="{_full_set(m["set"], absolute)}"', body)
    notes = [_dated(_("Correction"), note) for note in row.facts.get("corrections", [])]
    notes += [_dated(_("What happened next"), note) for note in row.facts.get("follow_ups", [])]
    return "\n".join([body, *notes])


def _full_set(candidates: str, absolute: Callable[[str], str]) -> str:
    return ", ".join(absolute(one.strip()) if one.strip().startswith("/") else one.strip() for one in candidates.split(","))


def _dated(label: str, note: dict[str, str]) -> str:
    day = datetime.fromisoformat(note["date"]).date().isoformat()
    return format_html("<p><strong>{}, {}:</strong> {}</p>", label, day, note["words"])
