"""One story of hers comes in; its Markdown with front matter and the pictures it shows go out, so that own.read gives back the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone
from wagtail.rich_text import expand_db_html

from core.models import Image
from people.models import User
from quotes.models import Prompt, Quote
from stories.models import StoryPage
from stories.tell_text import to_html, to_text
from writers.models import ImportedPost
from writers.posts import own

SHOWN_AS = {
    "pull_quote": ("words", "speaker"),
    "lesson": ("words",),
    "epigraph": ("words", "person", "source"),
    "figures": ("label", "before", "after", "unit"),
}


@dataclass
class Put:
    text: str
    pictures: dict[str, Image]  # by their names beside the text


@dataclass
class _Body:
    story: StoryPage
    blocks: list[dict[str, Any]] = field(default_factory=list)  # for the front matter
    lines: list[str] = field(default_factory=list)
    pictures: dict[str, Image] = field(default_factory=dict)

    def picture(self, image: Image) -> str:
        known = next((name for name, one in self.pictures.items() if one.pk == image.pk), "")
        name = known or f"pictures/{len(self.pictures) + 1}{PurePath(image.file.name).suffix.lower()}"
        self.pictures[name] = image
        return name


def put(page: StoryPage, *, by: User, state: str) -> Put:
    """`page`: the latest version of the story, as an object; `state`: of its review."""
    body = _Body(page)
    held = _held(page, by=by, state=state)
    if page.photo:
        held["lead"] = _about(page.photo, page.photo_caption, body.picture(page.photo))
    after_text = False
    for block in page.body:
        if block.block_type == "text":
            _text(body, str(block.value.source), marked=after_text)
        else:
            _block(body, block)
        after_text = block.block_type == "text"
    front = _front(page, by=by) | {"well_served": held | {"blocks": body.blocks}}
    top = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    return Put(f"---\n{top}---\n\n" + "\n".join(body.lines).rstrip("\n") + "\n", body.pictures)


def _text(body: _Body, html: str, *, marked: bool) -> None:
    """As Markdown where that gives back the very same HTML; else the HTML itself goes along, and the Markdown only shows it."""
    html = own.marked(expand_db_html(html)).replace('href="/', f'href="{settings.WAGTAILADMIN_BASE_URL}/')
    text = to_text(html)
    if to_html(text) != html:
        return _marked(body, {"type": "text", "html": html}, text.split("\n"))
    if marked or not text:
        body.lines += ["<!-- well served: text -->", ""]
    body.lines += [*(f"\\{line}" if own.LOOKS_LIKE_MARK.match(line) else line for line in text.split("\n")), ""]
    return None


def _block(body: _Body, block: Any) -> None:
    kind, value = block.block_type, block.value
    if kind == "photo":
        if value.get("image"):
            name = body.picture(value["image"])
            told = {"type": kind} | _about(value["image"], value.get("caption") or "", name)
            _marked(body, told, [f"![{_one_line(told['description'])}]({name})", *([_one_line(told["caption"])] if told["caption"] else [])])
    elif kind == "wall_quote":
        quote: Quote | None = value.get("quote")
        if quote:
            _marked(
                body, {"type": kind, "quote": quote.pk, "pinned": quote.created_at.isoformat()}, [settings.WAGTAILADMIN_BASE_URL + quote.get_absolute_url()]
            )
    elif kind == "question":
        prompt: Prompt | None = value.get("prompt")
        if prompt:
            _marked(body, {"type": kind, "prompt": prompt.slug}, [f"*{_one_line(prompt.title)}*"])
    else:
        told = {name: str(words or "") for name, words in value.items()}
        shown = " · ".join(_one_line(told[name]) for name in SHOWN_AS.get(kind, ()) if told.get(name))
        _marked(body, {"type": kind} | told, [f"> {shown}"])


def _marked(body: _Body, told: dict[str, Any], shown: list[str]) -> None:
    body.blocks.append(told)
    body.lines += [f"<!-- well served: {told['type']} {len(body.blocks)} -->", *(line for line in shown if line != own.END), own.END, ""]


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _about(image: Image, caption: str, name: str) -> dict[str, str]:
    return {"file": name, "description": image.description, "caption": caption, "credit": image.credit, "rights": image.rights}


def _front(page: StoryPage, *, by: User) -> dict[str, Any]:
    """What any program understands, and what the post had where it came from."""
    brought = ImportedPost.objects.filter(user=by, story_id=page.pk).first()
    date = (brought.original_at if brought else None) or page.first_published_at or page.latest_revision_created_at or timezone.now()
    source = brought.source.get("front", {}) if brought else {}
    front = {"title": page.title, "date": date.isoformat(), "draft": not page.live, "slug": page.slug}
    front |= {"description": page.standfirst} if page.standfirst else {}
    return front | {"categories": [one.name for one in page.services.all()]} | {name: value for name, value in source.items() if name not in front}


def _held(page: StoryPage, *, by: User, state: str) -> dict[str, Any]:
    """What only this site has a field for. Nothing is in it that its author does not see on her desk."""
    brought = ImportedPost.objects.filter(user=by, story_id=page.pk).first()
    authors = list(page.authors.all())
    hers = next((row.byline for row in authors if row.user_id == by.pk), None)
    held: dict[str, Any] = {"version": own.VERSION, "story": str(page.translation_key), "state": state}
    held |= {name: getattr(page, name) for name in (*own.CHOICES, *own.LINES) if getattr(page, name)}
    section = page.section
    held |= {"section": section.slug} if section else {}
    held |= {"address": settings.WAGTAILADMIN_BASE_URL + (page.url or "")} if page.live and page.url else {}
    held |= {"services": [one.slug for one in page.services.all()], "went_wrong": [one.slug for one in page.went_wrong.all()]}
    if page.place:
        held["place"] = {"label": page.place.label, "country": page.place.country}
    held["businesses"] = [_business(row.business) for row in page.story_businesses.all()]
    held |= {"byline": {"name": hers.name, "kind": hers.kind}} if hers else {}
    held["with"] = [row.byline.name for row in authors if row.user_id != by.pk]
    if page.owner_id == by.pk:
        held["names"] = [{"real": row.real, "shown": row.shown} for row in page.pseudonyms.order_by("id")]
    held |= {"brought": {"key": brought.key, "url": brought.original_url}} if brought else {}
    return {name: value for name, value in held.items() if value not in ([], "")}


def _business(business: Any) -> dict[str, str]:
    place = business.place
    return {"name": business.name, "place": place.label if place else "", "country": place.country if place else ""}
