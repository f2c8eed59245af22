"""What an author is shown about her stories: where each stands, with whom, what happens next, and what waits for her."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import User
from stories import agree, ask_again, change, dates, difference
from stories.models import Review, StoryPage, TellDraft
from stories.remarks import Place, places
from stories.review import usual_wait
from stories.states import IN_REVIEW, WITH_AUTHOR, State
from stories.submit import waiting_for

STEPS = (gettext_lazy("Sent"), gettext_lazy("First read"), gettext_lazy("Fact and consent check"), gettext_lazy("Published"))
STANDS_AT = {  # which of STEPS is now; those before it are done
    State.DRAFT: 0,
    State.WITHDRAWN: 0,
    State.DECLINED: 1,
    State.CHANGES_REQUESTED: 1,
    State.FIRST_READ: 1,
    State.FACT_CHECK: 2,
    State.SCHEDULED: 3,
    State.PUBLISHED: 4,
    State.UNPUBLISHED: 4,
}
MAY_PULL_BACK = {*IN_REVIEW, State.SCHEDULED}
MAY_WITHDRAW = {*IN_REVIEW, *WITH_AUTHOR, State.SCHEDULED, State.PUBLISHED}
MAY_SEND = {State.DRAFT, State.CHANGES_REQUESTED, State.DECLINED, State.WITHDRAWN}


@dataclass(frozen=True)
class OnDesk:
    """One story as its author's desk shows it."""

    review: Review
    unread: int = 0
    wait: str = ""  # usual_wait(), asked once for a list

    @property
    def story(self) -> StoryPage:
        return self.review.story

    @property
    def title(self) -> str:
        return self.story.draft_title or self.story.title

    @property
    def waits_for_her(self) -> bool:
        return self.review.state in WITH_AUTHOR or self.unread > 0

    @property
    def steps(self) -> list[dict[str, Any]]:
        now = STANDS_AT[State(self.review.state)]
        states = ["done" if number < now else "now" if number == now else "next" for number in range(len(STEPS))]
        labels = [_("With you") if now == 0 else STEPS[0], *STEPS[1:]]
        return [{"label": label, "state": state, "note": self._note(number)} for number, (label, state) in enumerate(zip(labels, states, strict=True))]

    def _note(self, number: int) -> str:
        if number == 0 and self.review.submitted_at and STANDS_AT[State(self.review.state)] > 0:
            return formats.date_format(timezone.localtime(self.review.submitted_at), "F j, Y")
        if number == STANDS_AT[State(self.review.state)] and number < len(STEPS):
            state = str(self.review.get_state_display())
            return "" if state == str(STEPS[number]) else state
        return ""

    @property
    def with_whom(self) -> str:
        if self.review.state in MAY_SEND:
            return _("With you")
        if self.review.state in {State.PUBLISHED, State.UNPUBLISHED}:
            return ""
        name = self.review.editor.display_name if self.review.editor else ""
        return _("With %(name)s, editor") % {"name": name} if name else _("With the editors")

    @property
    def next(self) -> str:
        """What happens next, in words."""
        words = {
            State.DRAFT: _("It is with you. Change what you like, then send it to the editors."),
            State.FIRST_READ: _("An editor reads it and answers you, %(wait)s.") % {"wait": self.wait or usual_wait()},
            State.FACT_CHECK: _("It passed its first read. An editor checks facts, names and consent, then publishes it."),
            State.CHANGES_REQUESTED: _("The editors ask you to change something: read their words, change the story, and send it back."),
            State.SCHEDULED: _("It is approved. It will be published on %(date)s; we write to you then.") % {"date": self.publish_at},
            State.PUBLISHED: _("It is published."),
            State.DECLINED: _("The editors did not take it; their words say why. You can ask them once to look again, or change it and send it again."),
            State.WITHDRAWN: _("You took it back. You can send it again at any time."),
            State.UNPUBLISHED: _("It was removed from the site. The editors' words say why."),
        }
        return words[State(self.review.state)]

    @property
    def publish_at(self) -> str:
        """The date it is scheduled for, in words."""
        at = self.review.publish_at
        return formats.date_format(timezone.localtime(at), "F j, Y, g:i A") if at else _("a date the editors set")

    @property
    def due(self) -> str:
        """By when whoever has it means to be done, in words; nothing where nobody said."""
        if not self.review.due_on or self.review.state not in dates.UNDER_WAY:
            return ""
        day = formats.date_format(self.review.due_on, "F j, Y")
        if dates.is_overdue(self.review):
            return _("This was due on %(day)s.") % {"day": day}
        words = _("Please send it back by %(day)s.") if self.review.state in WITH_AUTHOR else _("The editors mean to answer by %(day)s.")
        return words % {"day": day}

    @property
    def overdue(self) -> bool:
        return dates.is_overdue(self.review)

    @property
    def not_before(self) -> str:
        """The day before which she does not want it published, in words."""
        day = self.review.not_before
        return formats.date_format(day, "F j, Y") if day and self.can_choose_day else ""

    @property
    def can_choose_day(self) -> bool:
        return self.review.state in dates.MAY_WAIT

    @property
    def can_ask_again(self) -> bool:
        return ask_again.may_ask(self.review)

    @property
    def was_sent(self) -> bool:
        return self.review.submitted_at is not None

    @property
    def can_change(self) -> bool:
        return change.may_change(self.review)

    @property
    def can_send(self) -> bool:
        return self.review.state in MAY_SEND

    @property
    def can_pull_back(self) -> bool:
        return self.review.state in MAY_PULL_BACK

    @property
    def can_withdraw(self) -> bool:
        return self.review.state in MAY_WITHDRAW


def stories_of(user: User) -> list[OnDesk]:
    """Her stories: what waits for her first, then the newest."""
    unread = Count("story__messages", filter=Q(story__messages__from_newsroom=True, story__messages__read_at=None))
    reviews = Review.objects.of(user).select_related("story", "editor").annotate(unread=unread).order_by("-submitted_at", "-id")
    wait = usual_wait()
    return sorted((OnDesk(review, review.unread, wait) for review in reviews), key=lambda one: not one.waits_for_her)


def drafts_of(user: User):
    return TellDraft.objects.filter(user=user, story=None, changes=None).order_by("-saved_at")


def has_any(user: User) -> bool:
    """Whether she has told a story, or begun one."""
    return Review.objects.of(user).exists() or drafts_of(user).exists()


def how_many_wait(user: User) -> int:
    """For the number in the header: stories that are with her or have unread words, and those sent with her address elsewhere."""
    waiting = Q(state__in=WITH_AUTHOR) | Q(story__messages__from_newsroom=True, story__messages__read_at=None)
    return Review.objects.of(user).filter(waiting).distinct().count() + waiting_for(user).count()


def panel(user: User) -> dict[str, Any]:
    """The desk's part about stories: a template and what it shows."""
    return {"template": "desk/_stories.html", "stories": stories_of(user), "drafts": drafts_of(user), "claims": waiting_for(user), "wait": usual_wait()}


def changes(review: Review) -> list[difference.Change]:
    """What editors changed in what she sent, as far as she has not accepted it."""
    return agree.open_changes(review)


def remarks(story: StoryPage) -> list[Place]:
    """Editors' remarks that are not settled, by the place of the text they are about: `place.block` is the block's id."""
    return places(story)
