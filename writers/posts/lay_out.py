"""A post's pieces come in, with the number of the photograph that each picture became; the blocks of a story go out, with what has no place said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quotes.models import Prompt, Quote
from stories.make_page import block
from writers.posts.photos import shown_in
from writers.posts.post import Block, Picture, Post, Words

LONGEST_STANDFIRST = 300

NumberOf = Callable[[Picture], int | None]


def blocks(post: Post, number_of: NumberOf) -> list[dict[str, Any]]:
    """In order. Texts that only a missing picture kept apart are one; of an own post each stays what it was."""
    found: list[dict[str, Any]] = []
    missing: Counter[str] = Counter()  # by the kind of block
    lead = number_of(post.lead) if post.lead else None
    shown = {lead} if lead else set()
    if len(post.standfirst) > LONGEST_STANDFIRST:
        found.append(block("text", f"<p>{escape(post.standfirst)}</p>"))
    for piece in post.pieces:
        if isinstance(piece, Words):
            if found and found[-1]["type"] == "text" and not post.own and len(found[-1]["value"]) + len(piece.html) < 50_000:
                found[-1]["value"] += piece.html
            else:
                found.append(block("text", piece.html))
        elif isinstance(piece, Picture):
            number = number_of(piece)
            if number and number in shown and not post.own:
                post.say(_("A picture that stood more than once stands once."))
            elif number:
                shown.add(number)
                found.append(block("photo", {"image": number, "caption": piece.caption[:240]}))
        elif value := _value(piece):
            found.append(block(piece.kind, value))
        else:
            missing[piece.kind] += 1
    _say_what_is_not_here(post, missing)
    return found


def line_under_lead(post: Post, number_of: NumberOf) -> str:
    """Its own; else the one it has where it stands in the text."""
    lines = [one.caption for one in shown_in(post) if one.caption and post.lead and number_of(one) == number_of(post.lead)]
    return lines[0][:240] if lines and not post.own else post.lead.caption[:240] if post.lead else ""


def _value(piece: Block) -> dict[str, Any] | None:
    """What a block is stored with; of one that points at something on this site, None where that is not here."""
    if piece.kind == "wall_quote":
        number = piece.value["quote"] if isinstance(piece.value["quote"], int) else 0
        quote = Quote.objects.approved().filter(pk=number).first()
        return {"quote": quote.pk} if quote and quote.created_at.isoformat() == piece.value["pinned"] else None
    if piece.kind == "question":
        prompt = Prompt.objects.public_at(timezone.now()).filter(slug=piece.value["prompt"]).first()
        return {"prompt": prompt.pk} if prompt else None
    return piece.value


def _say_what_is_not_here(post: Post, missing: Counter[str]) -> None:
    quotes, questions = missing["wall_quote"], missing["question"]
    if quotes:
        words = ngettext(
            "%(count)s quote from the wall is not on this site's wall; its place is empty.",
            "%(count)s quotes from the wall are not on this site's wall; their places are empty.",
            quotes,
        )
        post.say(words % {"count": quotes})
    if questions:
        words = ngettext(
            "%(count)s question is not asked on this site's wall; its place is empty.",
            "%(count)s questions are not asked on this site's wall; their places are empty.",
            questions,
        )
        post.say(words % {"count": questions})
