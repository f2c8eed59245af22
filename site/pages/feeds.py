"""Published stories or quotes come in, a feed goes out: RSS 2.0 and Atom through Django's generator, and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from quotes import cards
from quotes.models import Quote
from sponsors import place
from stories import show, supported
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


@dataclass(frozen=True)
class Item:
    """One entry. `path` is its page, `content` is HTML with full addresses, `authors` are names with the addresses of their pages."""

    title: str
    path: str
    summary: str
    byline: str
    authors: list[tuple[str, str]]
    shown_at: datetime
    updated_at: datetime
    tag: str
    content: str
    mark: str = ""  # behind its address, so that a reader who comes from a feed is known as one; no server sees it
    supported: str = ""  # who supports it, and who controls what, in words
    supporters: tuple[tuple[str, str], ...] = ()  # names with addresses


def of_story(row: PublishedStory, *, absolute: Callable[[str], str]) -> Item:
    support = supported.of_story(row, timezone.now(), text=row.body_html)
    return Item(
        title=row.title,
        path=row.get_absolute_url(),
        summary=row.standfirst,
        byline=row.byline,
        authors=[(one["name"], absolute(one["url"])) for one in row.card.get("authors", [])],
        shown_at=row.shown_at,
        updated_at=row.updated_at,
        tag=row.card.get("section_label", ""),
        content=content(row, absolute, told=[*filter(None, [support.sentence]), *support.mentions]),
        mark="#feed",
        **_supporters(support),
    )


def _supporters(support: supported.Support) -> dict[str, Any]:
    return {"supported": support.sentence, "supporters": tuple((one["name"], one["url"]) for one in support.names)}


def of_quote(quote: Quote, *, absolute: Callable[[str], str]) -> Item:
    """The line itself: whoever takes the feed again after a withdrawal does not get it again."""
    support = place.of_wall(timezone.now())
    label = format_html("<p><small>{}</small></p>", support.sentence) if support.sentence else ""
    shown_at, who = quote.shown_at or quote.created_at, cards.named(quote)
    return Item(
        title=Truncator(quote.text).chars(80),
        path=quote.get_absolute_url(),
        summary=who,
        byline=who,
        authors=[(who, cards.profile(quote) or absolute(quote.get_absolute_url()))],
        shown_at=shown_at,
        updated_at=shown_at,
        tag=quote.prompt.title,
        content=format_html('<blockquote dir="auto"><p>{}</p></blockquote><p>{}</p>{}', quote.text, who, label),
        **_supporters(support),
    )


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
        super().add_item_elements(handler, item | {"author_name": None})  # it would write all of them as one person
        for name, url in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


def respond(form: str, channel: Channel, items: Iterable[Item], *, absolute: Callable[[str], str]) -> HttpResponse:
    """The feed in one of three forms; any other ending is a 404."""
    if form == "json":
        return HttpResponse(_json(channel, items, absolute), content_type="application/feed+json; charset=utf-8")
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
    for item in items:
        feed.add_item(
            title=item.title,
            link=absolute(item.path + item.mark),
            description=item.summary,
            unique_id=absolute(item.path),
            author_name=item.byline,
            authors=item.authors,
            pubdate=item.shown_at,
            updateddate=item.updated_at,
            categories=[item.tag],
            content=item.content,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=generators[form].content_type)


def _json(channel: Channel, items: Iterable[Item], absolute: Callable[[str], str]) -> str:
    entries = [
        {
            "id": absolute(item.path),
            "url": absolute(item.path + item.mark),
            "title": item.title,
            "summary": item.summary,
            "content_html": item.content,
            "date_published": item.shown_at.isoformat(timespec="seconds"),
            "date_modified": item.updated_at.isoformat(timespec="seconds"),
            "authors": [{"name": name, "url": url} for name, url in item.authors],
            "tags": [item.tag],
            "language": "en",
        }
        | _extension(item)
        for item in items
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": absolute(channel.path),
        "feed_url": absolute(f"{channel.feed_path}.json"),
        "language": "en",
        "items": entries,
    }
    return json.dumps(feed, ensure_ascii=False)


def _extension(item: Item) -> dict[str, Any]:
    """JSON Feed 1.1 leaves names that begin with an underscore to whoever makes the feed."""
    if not item.supporters:
        return {}
    return {"_supported_by": {"about": item.supported, "sponsors": [{"name": name, "url": url} for name, url in item.supporters]}}


def content(row: PublishedStory, absolute: Callable[[str], str], *, told: Iterable[str] = ()) -> str:
    """Who supports it, the body with full addresses, then its corrections; quotes of the wall are links, their words stay on the wall."""
    body = show.linked(row.body_html, absolute=absolute)
    body = LOCAL.sub(lambda m: f"{m['before']}{absolute(m['path'])}", body)
    body = LOCAL_SET.sub(lambda m: f' srcset="{_full_set(m["set"], absolute)}"', body)
    notes = [_dated(_("Correction"), note) for note in row.facts.get("corrections", [])]
    notes += [_dated(_("What happened next"), note) for note in row.facts.get("follow_ups", [])]
    return "\n".join([*(format_html("<p><small>{}</small></p>", line) for line in told), body, *notes])


def _full_set(candidates: str, absolute: Callable[[str], str]) -> str:
    return ", ".join(absolute(one.strip()) if one.strip().startswith("/") else one.strip() for one in candidates.split(","))


def _dated(label: str, note: dict[str, str]) -> str:
    day = datetime.fromisoformat(note["date"]).date().isoformat()
    return format_html("<p><strong>{}, {}:</strong> {}</p>", label, day, note["words"])
