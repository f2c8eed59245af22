"""Review: every decision on a story, in the order they happen. Each moves the state, the Wagtail workflow, the log and the author's mail
together, in one transaction, or not at all.
"""

from __future__ import annotations

import statistics
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Revision, TaskState, Workflow, WorkflowState

from core import mail, shell
from core.quotation import within_quotes
from moderation import log
from moderation.models import Decision
from people.models import User
from people.rules import is_only_editor
from stories import checks
from stories.models import Message, Review, SectionPage, StoryPage
from stories.models.review import CHECKLIST
from stories.not_before import no_earlier
from stories.publish import CannotPublish, our_own_verb, tell_published
from stories.shared import on_the_authors_side
from stories.states import State, may_move

ENOUGH_FOR_A_MEDIAN = 10
ONLY_EDITOR = "own-roundup-only-editor"  # docs/decisions/0006


class CannotDecide(Exception):
    """A decision that is refused, with words for the person who tried."""


def send_to_review(story: StoryPage, *, by: User) -> Review:
    """Puts a draft (or a changed, declined or withdrawn story) into first read. Returns its review."""
    with transaction.atomic():
        story = StoryPage.objects.get(pk=story.pk)  # the caller's copy may be older than the version saved a moment ago
        review = _moved(story, State.FIRST_READ, owner=by)
        revision = story.get_latest_revision() or story.save_revision(user=by)
        review.submitted_at, review.decided_at, review.due_on = timezone.now(), None, None
        review.author_revision, review.checklist = revision, {}
        review.read_revision = review.approved_revision = review.publish_at = None
        review.save()
        _end_workflow(story, by)
        Workflow.objects.get(name="Story review").start(story, by)
        log.record(story, action="sent-to-review", actor=by)
        _tell_newsroom(story)
    return review


def approve_first_read(story: StoryPage, *, by: User, words: str, seen: str | None = None) -> Review:
    """The first editor has read the revision named and says why it goes on."""
    with transaction.atomic():
        rule = _not_ones_own(story, by)
        review = _moved(story, State.FACT_CHECK, editor=by)
        review.read_revision = _as_seen(story, seen, by)
        review.save()
        _approve_step(story, review.read_revision, by, _required(words))
        decision = log.record(story, action="first-read-passed", actor=by, words=words, rule=rule)
        write_letter(review, decision=decision, words=words, template="first_read_passed")
    return review


def check_and_publish(
    story: StoryPage,
    *,
    by: User,
    words: str,
    checklist: dict[str, bool],
    seen: str | None = None,
    at: datetime | None = None,
    section: SectionPage | None = None,
) -> Review:
    """Passes the fact and consent check and publishes, or schedules for `at`; never before the day its author chose. Refuses while the
    checklist is not complete."""
    missing = [str(words_) for key, words_ in CHECKLIST.items() if not checklist.get(key)]
    if missing:
        raise CannotDecide(_("Still to be checked: %(list)s.") % {"list": "; ".join(missing)})
    with transaction.atomic():
        rule = _not_ones_own(story, by)
        review = Review.objects.select_for_update().get(pk=_current(story).pk)  # its author may be choosing a day this very moment
        if review.state != State.FACT_CHECK:
            raise CannotDecide(_("This story is not at the fact and consent check any more."))
        if section is not None:
            story = move_to(story, section)
        revision = _as_seen(story, seen, by)
        blocking = [flag.words for flag in checks.flags(revision.as_object()) if flag.blocks]
        if blocking:
            raise CannotDecide(" ".join(blocking))
        if story.section is None:
            raise CannotDecide(_("Choose a section first: a story without one has no address."))
        at = no_earlier(review, at)
        review.editor, review.checklist, review.publish_at, review.approved_revision = by, checklist, at, revision
        review.save()
        _cover_later_edits(story, revision, by)
        try:
            _approve_step(story, revision, by, _required(words))
        except CannotPublish as refusal:
            raise CannotDecide(str(refusal)) from refusal
        review.refresh_from_db()
        if review.state == State.SCHEDULED:
            decision = log.record(story, action="scheduled", actor=by, words=words, rule=rule)
            write_letter(review, decision=decision, words=words, template="scheduled", extra={"at": at})
        else:
            tell_published(review, by=by, words=words, rule=rule)
    return review


def request_changes(story: StoryPage, *, by: User, words: str, seen: str | None = None) -> Review:
    return _back(story, State.CHANGES_REQUESTED, by=by, words=words, action="changes-requested", template="changes_requested")


def decline(story: StoryPage, *, by: User, words: str, seen: str | None = None) -> Review:
    return _back(story, State.DECLINED, by=by, words=words, action="declined", template="declined")


def _back(story: StoryPage, state: str, *, by: User, words: str, action: str, template: str) -> Review:
    with transaction.atomic():
        rule = _not_ones_own(story, by)
        review = _moved(story, state, editor=by)
        review.decided_at = timezone.now()
        review.save(update_fields=["state", "editor", "decided_at"])
        step = _step(story)
        if step and state == State.CHANGES_REQUESTED:
            step.reject(user=by, comment=_required(words))
        else:
            _end_workflow(story, by)
        decision = log.record(story, action=action, actor=by, words=_required(words), rule=rule)
        write_letter(review, decision=decision, words=words, template=template)
    return review


def pull_back(story: StoryPage, *, by: User) -> Review:
    """The author takes a story out of review to change it."""
    return _by_author(story, State.DRAFT, by, "pulled-back")


def withdraw(story: StoryPage, *, by: User, words: str = "") -> Review:
    """The author takes the story back; a published one leaves the site with a dated note."""
    with transaction.atomic():
        live = StoryPage.objects.filter(pk=story.pk, live=True).exists()
        review = _by_author(story, State.WITHDRAWN, by, "withdrawn", words)
        if live:
            _off_the_site(story, by)
    return review


def take_down(story: StoryPage, *, by: User, words: str) -> Review:
    """An editor removes a published story and says why; its address keeps a dated note."""
    with transaction.atomic():
        rule = _not_ones_own(story, by)
        review = _moved(story, State.UNPUBLISHED, editor=by)
        review.save(update_fields=["state", "editor"])
        _off_the_site(story, by)
        decision = log.record(story, action="taken-down", actor=by, words=_required(words), rule=rule)
        write_letter(review, decision=decision, words=words, template="taken_down")
    return review


def take_off_schedule(story: StoryPage, *, by: User, words: str) -> Review:
    """An editor stops a scheduled publication; the story goes through both steps again."""
    with transaction.atomic():
        rule = _not_ones_own(story, by)
        review = _moved(story, State.FIRST_READ, editor=by)
        review.publish_at = review.read_revision = review.approved_revision = None
        review.save()
        story.revisions.update(approved_go_live_at=None)
        StoryPage.objects.filter(pk=story.pk).update(go_live_at=None)
        Workflow.objects.get(name="Story review").start(StoryPage.objects.get(pk=story.pk), by)
        decision = log.record(story, action="unscheduled", actor=by, words=_required(words), rule=rule)
        write_letter(review, decision=decision, words=words, template="unscheduled")
    return review


def _off_the_site(story: StoryPage, by: User) -> None:
    with our_own_verb():
        UnpublishPageAction(story, user=by).execute(skip_permission_checks=True)


def _by_author(story: StoryPage, state: str, by: User, action: str, words: str = "") -> Review:
    with transaction.atomic():
        review = _moved(story, state)
        review.publish_at = None
        review.save(update_fields=["state", "publish_at"])
        story.revisions.update(approved_go_live_at=None)
        _end_workflow(story, by)
        log.record(story, action=action, actor=by, words=words)
    return review


def answer(story: StoryPage, *, by: User, words: str) -> Message:
    """The author writes to the newsroom about this story."""
    message = Message.objects.create(story=story, sender=by, from_newsroom=False, words=_required(words))
    _tell_newsroom(story, words=words)
    return message


def move_to(story: StoryPage, section: SectionPage) -> StoryPage:
    """Gives a story its section, which is its parent in the tree."""
    if story.get_parent().pk != section.pk:
        story.move(section, pos="last-child")
        section.refresh_from_db()
    return StoryPage.objects.get(pk=story.pk)


def write_letter(review: Review, *, decision: Decision, words: str, template: str, extra: dict[str, Any] | None = None) -> Message | None:
    """One letter: kept on both desks and mailed. A story without an open account behind it has nobody to write to."""
    story = review.story
    subject = letter_subject(template, story.draft_title or story.title)
    message = Message.objects.create(story=story, decision=decision, sender=decision.actor, subject=subject, words=words)
    if review.owner and review.owner.is_active:
        mail.send("letter", review.owner.email, letter_context(review, template, words, decision.actor) | (extra or {}) | {"subject": subject})
    return message


def letter_subject(template: str, title: str) -> str:
    subjects = {
        "first_read_passed": _("“%(title)s” passed its first read"),
        "changes_requested": _("“%(title)s”: changes requested"),
        "declined": _("“%(title)s”: our answer"),
        "scheduled": _("“%(title)s” has a date"),
        "published": _("“%(title)s” is published"),
        "unscheduled": _("“%(title)s”: the date is off"),
        "taken_down": _("“%(title)s” was removed"),
    }
    return (subjects[template] % {"title": within_quotes(title)})[:160]


def letter_context(review: Review, template: str, words: str, editor: User | None) -> dict[str, Any]:
    """What the mail template `letter` shows; the editor's screen previews the letter from the same values."""
    return {
        "outcome": template,
        "title": review.story.draft_title or review.story.title,
        "author": review.owner.get_full_name() if review.owner else "",
        "words": words,
        "editor": editor.get_full_name() if editor else "",
        "desk_url": mail.absolute(f"/desk/stories/{review.story_id}/"),
    }


def usual_wait() -> str:
    """How long an answer takes, in words: the newsroom's own median once there is one, otherwise what editors promise."""
    decided = Review.objects.exclude(decided_at=None).exclude(submitted_at=None).order_by("-decided_at").values_list("submitted_at", "decided_at")[:200]
    days = [max((decided_at - sent) / timedelta(days=1), 0) for sent, decided_at in decided if sent and decided_at]
    if len(days) < ENOUGH_FOR_A_MEDIAN:
        usual = int(str(shell.current()["usual_days"]))
        return ngettext("usually within %(days)s day", "usually within %(days)s days", usual) % {"days": usual}
    median = max(1, round(statistics.median(days)))
    return ngettext("half of all stories are answered within %(days)s day", "half of all stories are answered within %(days)s days", median) % {"days": median}


def _current(story: StoryPage) -> Review:
    review, _made = Review.objects.get_or_create(story_id=story.pk, defaults={"owner": story.owner})
    return review


def _moved(story: StoryPage, state: str, **changes: Any) -> Review:
    """Moves the state in one conditional UPDATE, so that of two people who decide at once the second is told."""
    review = _current(story)
    if not may_move(review.state, state):
        raise CannotDecide(_("This story is “%(state)s” now, so this is not possible any more.") % {"state": review.get_state_display()})
    if not Review.objects.filter(pk=review.pk, state=review.state).update(state=state):
        raise CannotDecide(_("Somebody else has just decided on this story. Reload the page to see what they said."))
    review.state = state
    for name, value in changes.items():
        if name != "owner" or review.owner is None:
            setattr(review, name, value)
    return review


def _not_ones_own(story: StoryPage, by: User) -> str:
    """Nobody decides on her own story, but for a round-up in a newsroom of one. Returns the rule that the log names then."""
    if by.pk not in on_the_authors_side(story):
        return ""
    if story.get_latest_revision_as_object().kind == StoryPage.Kind.ROUNDUP and is_only_editor(by):
        return ONLY_EDITOR
    raise CannotDecide(_("This is your own story: somebody else decides on it."))


def _required(words: str) -> str:
    if not words.strip():
        raise CannotDecide(_("Say why, in words: the author gets them."))
    return words


def stamp(revision: Revision) -> str:
    """Names one state of one revision: Wagtail's autosave writes over a revision and keeps its number."""
    return f"{revision.pk}.{revision.created_at.timestamp():.6f}"


def _as_seen(story: StoryPage, seen: str | None, by: User) -> Revision:
    """The version its approver saw, as a revision of its own that no open editor can write over any more."""
    latest = story.get_latest_revision()
    if seen and stamp(latest) != seen:
        raise CannotDecide(_("The text was changed while you were reading. Look at the newer version, then decide."))
    return latest.as_object().save_revision(user=by, log_action=False, clean=False)


def _workflow_state(story: StoryPage) -> WorkflowState | None:
    return WorkflowState.objects.active().filter(object_id=str(story.pk), base_content_type=story.get_base_content_type()).first()


def _step(story: StoryPage) -> TaskState | None:
    state = _workflow_state(story)
    step = state.current_task_state if state else None
    return step if step and step.status == TaskState.STATUS_IN_PROGRESS else None


def _approve_step(story: StoryPage, revision: Revision, by: User, words: str) -> None:
    step = _step(story)
    if step is None:
        raise CannotDecide(_("This story is not in review."))
    step.revision = revision  # the approval names the revision its approver saw
    step.save(update_fields=["revision"])
    step.approve(user=by, comment=words)


def _cover_later_edits(story: StoryPage, revision: Revision, by: User) -> None:
    """Where the text changed after first read, the second editor's approval covers those changes: first read is repeated in her name."""
    state = _workflow_state(story)
    done = state.task_states.filter(status=TaskState.STATUS_APPROVED).order_by("-finished_at").first() if state else None
    if done and done.revision_id != revision.pk:
        done.copy(update_attrs={"revision": revision, "finished_by": by})


def _end_workflow(story: StoryPage, by: User) -> None:
    state = _workflow_state(story)
    if state:
        state.cancel(user=by)


def _tell_newsroom(story: StoryPage, words: str = "") -> None:
    from core.models import SiteSettings

    to = SiteSettings.objects.exclude(newsroom_email="").values_list("newsroom_email", flat=True).first()
    if to:
        title = within_quotes(story.draft_title or story.title)
        mail.send("waits", to, {"title": title, "words": words, "url": mail.absolute(f"/cms/review/{story.pk}/")})
