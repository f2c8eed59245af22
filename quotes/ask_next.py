"""*Ask this next*: a proposal that readers may have voted for comes in, the Prompt it becomes goes out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.slugs import slug_of
from quotes.models import Prompt, Proposal
from quotes.models.prompts import RESERVED


class CannotAskNext(Exception):
    """Carries words for the editor."""


def ask_next(proposal: Proposal, *, opens_at: datetime | None = None) -> Prompt:
    """It opens at `opens_at`, or when the current prompt closes (at once where none is open). Raises CannotAskNext."""
    with transaction.atomic():
        if not Proposal.objects.filter(pk=proposal.pk, standing=True).update(standing=False):
            raise CannotAskNext(_("This question has been taken off the ballot meanwhile. Look at the list of questions."))
        opens = opens_at or _when_the_current_closes()
        return Prompt.objects.create(title=proposal.title, spelled_out=proposal.spelled_out, slug=free_slug(proposal.title), opens_at=opens)


def _when_the_current_closes() -> datetime:
    now = timezone.now()
    current = Prompt.objects.current(now)
    if current is None or not current.is_open(now):
        return now
    if current.closes_at is None:
        raise CannotAskNext(
            _("“%(question)s” is open without an end: choose the day on which this one opens, or give that one an end first.") % {"question": current}
        )
    return current.closes_at


def free_slug(title: str) -> str:
    """An address that no prompt has, from a title in any script."""
    base = slug_of(title, longest=100) or "question"
    if base in RESERVED or base.startswith("feed"):
        base = f"question-{base}"
    taken = set(Prompt.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)
