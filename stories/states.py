"""Where a story can stand, which moves are allowed, and what each is called on the author's page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft, with you")
    FIRST_READ = "first-read", _("First read")
    FACT_CHECK = "fact-check", _("Fact and consent check")
    CHANGES_REQUESTED = "changes-requested", _("Changes requested, with you")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn by you")
    UNPUBLISHED = "unpublished", _("Removed from the site")


MOVES: dict[str, set[str]] = {
    State.DRAFT: {State.FIRST_READ, State.WITHDRAWN, State.PUBLISHED},
    State.FIRST_READ: {State.FACT_CHECK, State.CHANGES_REQUESTED, State.DECLINED, State.DRAFT, State.WITHDRAWN, State.PUBLISHED},
    State.FACT_CHECK: {
        State.FIRST_READ,
        State.CHANGES_REQUESTED,
        State.DECLINED,
        State.SCHEDULED,
        State.PUBLISHED,
        State.DRAFT,
        State.WITHDRAWN,
    },
    State.CHANGES_REQUESTED: {State.FIRST_READ, State.WITHDRAWN, State.DECLINED, State.PUBLISHED},
    State.SCHEDULED: {State.PUBLISHED, State.FIRST_READ, State.WITHDRAWN, State.DRAFT},
    State.PUBLISHED: {State.UNPUBLISHED, State.WITHDRAWN, State.PUBLISHED},
    State.DECLINED: {State.FIRST_READ, State.DRAFT, State.PUBLISHED},
    State.WITHDRAWN: {State.FIRST_READ, State.DRAFT, State.PUBLISHED},
    State.UNPUBLISHED: {State.PUBLISHED, State.DRAFT},
}

IN_REVIEW = {State.FIRST_READ, State.FACT_CHECK}
WITH_AUTHOR = {State.DRAFT, State.CHANGES_REQUESTED}


def may_move(old: str, new: str) -> bool:
    return new in MOVES[old]
