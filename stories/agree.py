"""What editors changed in a text: its author accepts a change, or answers it with words that quote it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from core import mail
from core.quotation import within_quotes
from moderation import log
from moderation.models import Decision
from people.models import User
from stories import difference, remarks, review, shared
from stories.difference import Change
from stories.models import Message, Review, StoryPage
from stories.review import CannotDecide

ACCEPTED = "changes-accepted"
MOST_ROUNDS = 5  # of editors' changes since it was sent; older ones have long been answered


def open_changes(found: Review) -> list[Change]:
    """What editors changed since she sent it and she has not accepted. Her own changes in between are not among them."""
    agreed = _accepted(found.story)
    seen: dict[str, Change] = {}
    for before, after in _rounds(found)[-MOST_ROUNDS:]:
        for change in difference.changes(before.as_object(), after.as_object()):
            seen.setdefault(change.mark, change)
    return [change for mark, change in seen.items() if mark not in agreed]


def accept(story: StoryPage, *, by: User, marks: Iterable[str]) -> Decision:
    """`marks` name the changes she read. The log keeps it, and whoever edits the story is told. Raises CannotDecide."""
    with transaction.atomic():
        found = Review.objects.select_for_update(of=("self",)).select_related("story", "editor").get(story=story)
        wanted = set(marks)
        changes = [change for change in open_changes(found) if change.mark in wanted]
        if not changes:
            raise CannotDecide(_("There is nothing left to accept: the text was changed again, or you accepted it already. Look at it once more."))
        note = "; ".join(f"{change.label} {change.mark}" for change in changes)
        decision = log.record(story, action=ACCEPTED, actor=by, note=note)
        _tell(found, changes, by, decision)
    return decision


def discuss(story: StoryPage, *, by: User, mark: str, words: str) -> Message:
    """A message that quotes the change it is about. Raises CannotDecide."""
    change = next((one for one in open_changes(Review.objects.get(story=story)) if one.mark == mark), None)
    if change is None:
        raise CannotDecide(_("This was changed again meanwhile. Look at it once more; your words were not sent."))
    if not words.strip():
        raise CannotDecide(_("Write what you think of the change first."))
    about = _("About the change in “%(place)s” (%(change)s):") % {"place": within_quotes(change.label), "change": change.in_words}
    return review.answer(story, by=by, words=f"{about}\n\n{words.strip()}")


def _tell(found: Review, changes: list[Change], by: User, decision: Decision) -> None:
    words = _("I accept these changes:") + "\n" + "\n".join(f"{change.label}: {change.in_words}" for change in changes)
    subject = _("“%(title)s”: changes accepted") % {"title": within_quotes(found.story.draft_title or found.story.title)}
    Message.objects.create(story=found.story, decision=decision, sender=by, from_newsroom=False, subject=subject[:160], words=words)
    to = remarks.newsroom_of(found)
    if to:
        url = mail.absolute(f"/cms/review/{found.story_id}/")
        mail.send("remark_said", to, {"subject": subject, "words": words, "name": by.get_full_name(), "from_newsroom": False, "url": url})


def _accepted(story: StoryPage) -> set[str]:
    notes = Decision.objects.about(story).filter(action=ACCEPTED).values_list("note", flat=True)
    return {part.rpartition(" ")[2] for note in notes for part in note.split("; ")}


def _rounds(found: Review) -> list[tuple[Revision, Revision]]:
    """Each run of versions that the newsroom saved: the author's version before it, and the last of it."""
    if found.author_revision is None:
        return []
    authors = shared.on_the_authors_side(found.story)
    rows = Revision.objects.for_instance(found.story).filter(pk__gt=found.author_revision_id).order_by("pk").only("pk", "user_id")
    rounds, hers, run = [], found.author_revision_id, None
    for row in rows:
        if row.user_id is None or row.user_id in authors:
            rounds += [(hers, run)] if run else []
            hers, run = row.pk, None
        else:
            run = row.pk
    rounds += [(hers, run)] if run else []
    whole = Revision.objects.in_bulk([pk for pair in rounds[-MOST_ROUNDS:] for pk in pair])
    return [(whole[before], whole[after]) for before, after in rounds[-MOST_ROUNDS:]]
