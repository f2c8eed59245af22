"""Remarks at a place of the text: an editor's comment in the CMS comes in; its author answers and settles it at her desk, and whoever it is
for gets what was said in one letter, once everybody has been quiet for a while."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Comment, CommentReply
from wagtail.users.models import UserProfile

from core import clock, mail
from core.models import SiteSettings
from core.quotation import within_quotes
from moderation import log
from people.models import User
from stories import shared
from stories.difference import block_text
from stories.models import Message, Review, StoryPage
from stories.review import CannotDecide
from stories.states import IN_REVIEW, WITH_AUTHOR

QUIET = timedelta(minutes=10)  # nobody has written for so long
AT_THE_LATEST = timedelta(hours=1)
LOOK_BACK = timedelta(days=3)
EXCERPT = 140  # letters of the place a remark is about
SAME_CLICK = timedelta(minutes=1)
SETTLED = "remark-settled"
OPEN = {*IN_REVIEW, *WITH_AUTHOR}


@dataclass
class Remark:
    """What an editor said there, with the answers."""

    comment: Comment
    marked: str  # the very words it is about
    typed: str = ""  # an answer that is not sent yet
    error: str = ""  # why it could not be sent


@dataclass
class Place:
    """One place of the story with its remarks: a block by its id (empty for the title and other fields)."""

    block: str
    of_field: str  # of the page, where it is no block
    label: str
    excerpt: str
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """One remark, or one answer to it."""

    at: datetime
    by: User
    text: str
    about: str  # the place, in words
    story: int


def open_ones(story: StoryPage) -> QuerySet[Comment]:
    """What is not settled, with the answers."""
    found = Comment.objects.filter(page_id=story.pk, resolved_at=None)
    return found.select_related("user").prefetch_related("replies__user").order_by("created_at", "pk")


def places(story: StoryPage) -> list[Place]:
    """The open remarks by the place they are about, in the order of the text. A place that is gone comes last, with what is known of it."""
    comments = list(open_ones(story))
    if not comments:
        return []
    revision = StoryPage.objects.get(pk=story.pk).get_latest_revision()
    page = revision.as_object() if revision else story
    known, marked = _known_places(page), _marked(page, revision.content.get("wagtail_admin_comments", []) if revision else [])
    found: dict[str, Place] = {}
    for comment in comments:
        key = _key(comment)
        place = known.get(key) or Place("", "", _("A place that is not in the text any more"), "")
        found.setdefault(key, place).remarks.append(Remark(comment, marked.get(comment.pk, "")))
    order = list(known)
    return sorted(found.values(), key=lambda place: next((at for at, key in enumerate(order) if known[key] is place), len(order)))


def answer(remark: Comment, *, by: User, words: str) -> CommentReply:
    """The author's words under a remark. The same words again within a minute are a second click. Raises CannotDecide."""
    words = words.strip()
    if not words:
        raise CannotDecide(_("Write your answer first: the editors get your words."))
    with transaction.atomic():
        held = _held(remark)
        last = held.replies.filter(user=by).order_by("-created_at", "-pk").first()
        if last and last.text == words and last.created_at > timezone.now() - SAME_CLICK:
            return last
        _no_mail_from_the_cms(by)
        reply = CommentReply.objects.create(comment=held, user=by, text=words)
        reply.log_create(user=by)
    return reply


def settle(remark: Comment, *, by: User) -> Comment:
    """The author says that it is done. Twice is once. The next version that is saved takes a settled remark along (Wagtail keeps the open
    ones only), so what was said stands among the letters from now on."""
    with transaction.atomic():
        if Comment.objects.filter(pk=remark.pk, resolved_at=None).update(resolved_at=timezone.now(), resolved_by=by):
            remark.refresh_from_db()
            remark.log_resolve(user=by)
            _keep_words(remark, by)
    return remark


def _keep_words(remark: Comment, by: User) -> None:
    story = StoryPage.objects.get(pk=remark.page_id)
    decision = log.record(story, action=SETTLED, actor=by)
    said = [remark.text, *remark.replies.order_by("created_at", "pk").values_list("text", flat=True)]
    subject = _("Settled: %(place)s") % {"place": _about(remark, _known_places(story.get_latest_revision_as_object()))}
    Message.objects.create(story=story, decision=decision, sender=by, from_newsroom=False, subject=subject[:160], words="\n\n".join(said))


@clock.due("letters about remarks")
def tell() -> None:
    """One letter for each side of each story in which something was said that no letter has quoted yet."""
    by_story: dict[int, list[Said]] = {}
    for said in _said_lately():
        by_story.setdefault(said.story, []).append(said)
    for pk in {*by_story, *_settled().values_list("story_id", flat=True)}:
        review = Review.objects.select_related("owner", "editor", "story").filter(story_id=pk, state__in=OPEN).first()
        if review is not None:
            _tell_both(review, by_story.get(pk, []))


def _settled() -> QuerySet[Message]:
    """What the author settled and the newsroom has not been written about: `read_at` of an author's letter says when it was."""
    return Message.objects.filter(decision__action=SETTLED, read_at=None, sent_at__gte=timezone.now() - LOOK_BACK).order_by("sent_at", "pk")


def _tell_both(review: Review, all_said: list[Said]) -> None:
    authors = shared.on_the_authors_side(review.story)
    for from_newsroom in (True, False):
        side = [said for said in all_said if (said.by.pk not in authors) == from_newsroom]
        settled = [] if from_newsroom else list(_settled().filter(story=review.story_id).select_related("sender"))
        times = [*(said.at for said in side), *(letter.sent_at for letter in settled)]
        if times and _is_time(times):
            with transaction.atomic():
                Review.objects.select_for_update().get(pk=review.pk)
                _write(review, _untold(review, side, from_newsroom), settled, from_newsroom)


def _is_time(times: list[datetime]) -> bool:
    now = timezone.now()
    return max(times) <= now - QUIET or min(times) <= now - AT_THE_LATEST


def _untold(review: Review, side: list[Said], from_newsroom: bool) -> list[Said]:
    """A letter that was written later and holds the very words has told them: nothing else needs to be remembered."""
    letters = list(Message.objects.filter(story_id=review.story_id, from_newsroom=from_newsroom).values_list("sent_at", "words"))
    return [one for one in side if not any(sent_at >= one.at and one.text in words for sent_at, words in letters)]


def _write(review: Review, side: list[Said], settled: list[Message], from_newsroom: bool) -> None:
    """What was said becomes a letter on both pages; what was settled is one already."""
    if not side and not settled:
        return
    words = "\n\n".join(f"{one.about}:\n{one.text}" for one in side)
    subject = _subject(review, len(side) + len(settled), from_newsroom)
    if side:
        Message.objects.create(story=review.story, sender=side[-1].by, from_newsroom=from_newsroom, subject=subject[:160], words=words)
    Message.objects.filter(pk__in=[letter.pk for letter in settled]).update(read_at=timezone.now())
    to = _author_of(review) if from_newsroom else newsroom_of(review)
    if to:
        writer = side[-1].by if side else settled[-1].sender
        path = f"/desk/stories/{review.story_id}/#remarks" if from_newsroom else f"/cms/review/{review.story_id}/#remarks"
        words = "\n\n".join([words, *(f"{letter.subject}\n{letter.words}" for letter in settled)]).strip()
        name = writer.get_full_name() if writer else ""
        mail.send("remark_said", to, {"subject": subject, "words": words, "name": name, "from_newsroom": from_newsroom, "url": mail.absolute(path)})


def _subject(review: Review, number: int, from_newsroom: bool) -> str:
    title = within_quotes(review.story.draft_title or review.story.title)
    if from_newsroom:
        words = ngettext("“%(title)s”: a remark in your text", "“%(title)s”: %(number)s remarks in your text", number)
    else:
        words = ngettext("“%(title)s”: an answer to a remark", "“%(title)s”: %(number)s answers to remarks", number)
    return words % {"title": title, "number": number}


def _author_of(review: Review) -> str:
    return review.owner.email if review.owner and review.owner.is_active else ""


def newsroom_of(review: Review) -> str:
    """Whoever has it; else the newsroom's own address."""
    if review.editor and review.editor.is_active and review.editor.email:
        return review.editor.email
    return SiteSettings.objects.exclude(newsroom_email="").values_list("newsroom_email", flat=True).first() or ""


def _said_lately() -> list[Said]:
    since = timezone.now() - LOOK_BACK
    remarks = Comment.objects.filter(created_at__gte=since).select_related("user", "page__latest_revision")
    replies = CommentReply.objects.filter(created_at__gte=since).select_related("user", "comment__page__latest_revision")
    pairs = [(one, one) for one in remarks] + [(one, one.comment) for one in replies]
    known: dict[int, dict[str, Place]] = {}
    found = []
    for one, remark in pairs:
        page = remark.page
        if page.pk not in known:
            known[page.pk] = _known_places(page.get_latest_revision_as_object()) if page.specific_class is StoryPage else {}
        if known[page.pk]:
            found.append(Said(one.created_at, one.user, one.text, _about(remark, known[page.pk]), page.pk))
    return sorted(found, key=lambda said: said.at)


def _about(remark: Comment, known: dict[str, Place]) -> str:
    place = known.get(_key(remark))
    if place is None:
        return _("At a place that is not in the text any more")
    return f"{place.label} (“{within_quotes(place.excerpt)}”)" if place.excerpt else place.label


def _key(remark: Comment) -> str:
    """'body.<block id>.<field of the block>' is about the block; anything else is a field of the story."""
    name, _dot, rest = remark.contentpath.partition(".")
    return rest.partition(".")[0] if name == "body" and rest else name


def _known_places(page: StoryPage) -> dict[str, Place]:
    """Fields by their name, blocks by their id, in the order of the page."""
    names = ("title", "standfirst", "photo", "photo_caption", "place", "happened", "stake", "stake_note", "ai_use", "ai_note", "outcome", "kind", "body")
    found = {name: Place("", name, str(page._meta.get_field(name).verbose_name).capitalize(), _excerpt(getattr(page, name))) for name in names}
    return found | {str(block.id): Place(str(block.id), "", str(block.block.label), _excerpt(block_text(block))) for block in page.body}


def _marked(page: StoryPage, stored: list[dict[str, Any]]) -> dict[int, str]:
    """The very words that an editor marked, by remark. `stored`: the remarks as the version keeps them, with the paragraph's key and from which
    letter to which. Nothing where the whole block is meant, or the paragraph has been written anew since."""
    texts = {key: tag.get_text() for block in page.body if block.block_type == "text" for key, tag in _paragraphs(str(block.value.source))}
    found = {}
    for remark in stored:
        at = _ranges(remark.get("position", ""))
        found[remark["pk"]] = _excerpt(" … ".join(_letters(texts.get(key, ""), start, end) for key, start, end in at).strip(" …"))
    return found


def _paragraphs(html: str) -> list[tuple[str, Any]]:
    return [(str(tag["data-block-key"]), tag) for tag in BeautifulSoup(html, "html.parser").select("[data-block-key]")]


def _ranges(position: str) -> list[tuple[str, int, int]]:
    try:
        return [(str(one["key"]), int(one["start"]), int(one["end"])) for one in json.loads(position or "[]")]
    except (ValueError, TypeError, KeyError):
        return []  # another kind of field keeps something else there


def _letters(text: str, start: int, end: int) -> str:
    """JavaScript counts in units of UTF-16."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", errors="ignore")


def _excerpt(value: object) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rsplit(" ", 1)[0] + "…"


def _held(remark: Comment) -> Comment:
    """The remark's row, held until the transaction ends; refused where it was settled meanwhile."""
    held = Comment.objects.select_for_update().filter(pk=remark.pk, resolved_at=None).first()
    if held is None:
        raise CannotDecide(_("This remark was settled meanwhile. Write to the editors below instead."))
    return held


def _no_mail_from_the_cms(author: User) -> None:
    """Wagtail mails whoever took part in a thread, with a link to the CMS, where an author has nothing to see: our letter goes out instead."""
    UserProfile.objects.update_or_create(user=author, defaults={"updated_comments_notifications": False})
