"""Weaving: quotes chosen on the wall come in, a draft round-up goes out; sent by its editor it goes through the review like any story.

The body holds each quote as a reference. Nothing here copies a quote's words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from people.models import Byline, User
from quotes.models import Prompt, Quote
from stories import checks, review
from stories.make_page import block, byline_of, free_slug
from stories.models import Author, Review, SectionPage, StoryPage, WaitingRoomPage

MOST = 60  # quotes in one round-up: more is a wall


class CannotWeave(Exception):
    """Carries words for the editor."""


class AsksFirst(CannotWeave):
    """Nothing is wrong for sure, but the editor must say that she means it."""


@dataclass(frozen=True)
class Epigraph:
    words: str
    person: str
    source: str


@transaction.atomic
def start_roundup(
    *,
    quotes: Sequence[Quote],
    editor: User,
    title: str,
    section: SectionPage | None = None,
    epigraph: Epigraph | None = None,
    closing_prompt: Prompt | None = None,
) -> StoryPage:
    """A draft with each quote in this order and an empty text before, between and after them: room for the editor's own words.

    Raises CannotWeave where there is no quote, too many, or one that is not on the wall.
    """
    if not 1 <= len(quotes) <= MOST:
        raise CannotWeave(
            ngettext("Choose at least one quote, and at most %(most)s.", "Choose at least one quote, and at most %(most)s.", MOST) % {"most": MOST}
        )
    if any(quote.status != Quote.Status.APPROVED for quote in quotes):
        raise CannotWeave(_("One of these quotes has just left the wall. Look at your choice again."))
    title = " ".join(title.split())
    page = StoryPage(owner=editor, live=False, title=title, draft_title=title, kind=StoryPage.Kind.ROUNDUP, stake=StoryPage.Stake.CUSTOMER)
    page.body = json.dumps(body(quotes, epigraph, closing_prompt))
    page.authors = [Author(user=editor, byline=_signs_as(editor), consent_at=timezone.now())]
    shelf = section or WaitingRoomPage.objects.get()
    parent = Page.objects.select_for_update().get(pk=shelf.pk)  # two at once would ask the tree for the same path
    page.slug = free_slug(parent, title)
    parent.add_child(instance=page)
    page.save_revision(user=editor)
    return page


def body(quotes: Sequence[Quote], epigraph: Epigraph | None, closing_prompt: Prompt | None) -> list[dict]:
    """The blocks of a new round-up as StreamField keeps them."""
    found = [block("epigraph", asdict(epigraph))] if epigraph else []
    found.append(block("text", ""))
    for quote in quotes:
        found += [block("wall_quote", {"quote": quote.pk}), block("text", "")]
    return found + ([block("question", {"prompt": closing_prompt.pk})] if closing_prompt else [])


def send(story: StoryPage, *, by: User, knowing: bool = False) -> Review:
    """Its author sends a draft written in the CMS to first read. `knowing`: she was told of quotes that follow each other, and means it.

    Raises AsksFirst, CannotWeave or review.CannotDecide, each with words.
    """
    version = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()  # the caller's copy may be older than the last save
    if not may_send(story, by):
        raise CannotWeave(_("Only its author sends a story to review."))
    version.body = json.dumps([raw for raw in version.body.raw_data if not checks.is_empty_text(raw)])
    try:
        version.body.stream_block.clean(version.body)
    except ValidationError as problem:
        raise CannotWeave(_("Something in the text is unfinished: an empty block, or no words of your own. Go back and finish it.")) from problem
    if (pairs := checks.bare_pairs(version)) and not knowing:
        raise AsksFirst(told(pairs))
    with transaction.atomic():
        version.save_revision(user=by)
        return review.send_to_review(story, by=by)


def told(pairs: int) -> str:
    """What is said of a round-up that strings quotes together."""
    return ngettext(
        "In %(count)s place two quotes follow each other with none of your words between. A round-up reads as an essay.",
        "In %(count)s places two quotes follow each other with none of your words between. A round-up reads as an essay.",
        pairs,
    ) % {"count": pairs}


def may_send(story: StoryPage, by: User) -> bool:
    return story.owner_id == by.pk or any(author.user_id == by.pk for author in story.authors.all())  # unsaved rows of the page editor, too


def _signs_as(editor: User) -> Byline:
    """Her own byline under her name, the one with the oldest page, or a new one."""
    own = Byline.objects.filter(user=editor, kind=Byline.Kind.NAME).order_by("pk").first()
    return own or byline_of(editor, {"byline": editor.get_full_name(), "byline_kind": Byline.Kind.NAME})
