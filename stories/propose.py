"""A follow-up or correction that an author proposes for her published story: it waits in the one queue; while it is approved it stands under
the story with its date. The story's text stays as it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext as _

from core import mail
from core.quotation import within_quotes
from moderation import states
from moderation.decide import decide, decided
from moderation.models import Decision
from people.models import User
from stories import correct
from stories.models import Correction, FollowUp, ProposedNote, PublishedStory, Review, StoryPage
from stories.publish import keep
from stories.review import CannotDecide

LONGEST = 1_000  # letters, as readers' notes have
MOST_WAITING = 5
LETTERS: dict[str, str] = {states.APPROVED: "note_shown", states.DECLINED: "note_declined", states.HIDDEN: "note_hidden"}


def propose(story: StoryPage, *, by: User, kind: str, text: str) -> ProposedNote:
    """The same words again, while they wait, are a second click. Raises CannotDecide with words for the author."""
    text = text.strip()
    if not text or len(text) > LONGEST or kind not in ProposedNote.Kind.values:
        raise CannotDecide(_("Write it in at most 1,000 letters, and say whether it is a correction or what happened next."))
    with transaction.atomic():
        Review.objects.select_for_update().get(story=story)
        if not StoryPage.objects.filter(pk=story.pk, live=True).exists():
            raise CannotDecide(_("This story is not on the site, so there is nothing to add to it yet."))
        waiting = ProposedNote.objects.waiting().filter(story=story)
        same = waiting.filter(kind=kind, text=text).first()
        if same:
            return same
        if waiting.count() >= MOST_WAITING:
            raise CannotDecide(_("The editors have several notes about this story to read first. Wait for their words, or take one back."))
        return ProposedNote.objects.create(story=story, user=by, kind=kind, text=text)


def take_back(note: ProposedNote, *, by: User) -> ProposedNote:
    """Only while it waits: what readers have seen stays, unless an editor hides it."""
    if note.status != ProposedNote.Status.WAITING:
        raise CannotDecide(_("The editors have decided on it already. Write to them about it."))
    decide(note, action="withdraw", actor=by, seen=note.version)
    return note


@receiver(decided, sender=ProposedNote, dispatch_uid="stories_proposed_notes")
def on_decision(sender: type[ProposedNote], thing: ProposedNote, decision: Decision, **kwargs: object) -> None:
    """Stands under the story exactly while it is approved; its author is told."""
    was, now = decision.from_state == states.APPROVED, decision.to_state == states.APPROVED
    if now and not was:
        _show(thing, decision)
    elif was:
        _take_away(thing, decision) if not now else _as_edited(thing)
    letter = LETTERS.get(decision.to_state)
    if letter and decision.from_state != decision.to_state and thing.user and thing.user.is_active:
        mail.send(letter, thing.user.email, _context(thing, decision))


def _context(note: ProposedNote, decision: Decision) -> dict[str, object]:
    return {
        "note": note,
        "title": within_quotes(note.story.title),
        "words": decision.words,
        "desk_url": mail.absolute(f"/desk/stories/{note.story_id}/notes/"),
        "url": mail.absolute(note.story.url or f"/desk/stories/{note.story_id}/"),
    }


def _show(note: ProposedNote, decision: Decision) -> None:
    """Dated as it was first shown. A story that has left the site meanwhile gets it in its list, and shows it if it comes back."""
    add = correct.add_correction if note.kind == ProposedNote.Kind.CORRECTION else correct.add_follow_up
    story = StoryPage.objects.get(pk=note.story_id)
    if story.live:
        add(story, by=decision.actor, words=note.text, made_at=note.shown_at)
    else:
        _model(note).objects.create(story=story, by=decision.actor, words=note.text, made_at=note.shown_at)


def _model(note: ProposedNote) -> type[Correction] | type[FollowUp]:
    return Correction if note.kind == ProposedNote.Kind.CORRECTION else FollowUp


def _shown(note: ProposedNote, at: datetime | None) -> QuerySet:
    """The row under the story: the moment it was first shown names it."""
    return _model(note).objects.filter(story_id=note.story_id, made_at=at)


def _take_away(note: ProposedNote, decision: Decision) -> None:
    """An undone approval has emptied `shown_at` again; its decision knows what stood there."""
    _shown(note, decision.earlier.get("shown_at") or note.shown_at).delete()
    _render(note)


def _as_edited(note: ProposedNote) -> None:
    if _shown(note, note.shown_at).exclude(words=note.text).update(words=note.text):
        _render(note)


def _render(note: ProposedNote) -> None:
    at = PublishedStory.objects.filter(story_id=note.story_id).values_list("shown_at", flat=True).first()
    keep(note.story, shown_at=at)
