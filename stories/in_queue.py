"""A proposed follow-up or correction as the moderators' queue shows and mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.decide import CannotDecide
from moderation.subjects import Facts, Subject
from stories.models import ProposedNote
from stories.propose import LONGEST


@dataclass(frozen=True)
class Notes(Subject):
    """A note has no name of its own: the queue's search finds it by its author's."""

    def rows(self) -> QuerySet:
        return super().rows().alias(name=F("user__display_name"))

    def waiting(self) -> QuerySet:
        return super().waiting().alias(name=F("user__display_name"))


def facts(note: ProposedNote) -> Facts:
    return [(_("Story"), note.story.title), (_("Kind"), str(note.get_kind_display())), (_("From"), _("the story's author"))]


def edited(note: ProposedNote, text: str) -> dict[str, Any]:
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise CannotDecide(_("Write it in at most 1,000 letters."))
    if text == note.text:
        raise CannotDecide(_("Nothing was changed in the words."))
    return {"text": text}


SUBJECT = Notes(
    kind="note", model=ProposedNote, label=gettext_lazy("Follow-ups and corrections"), related=("story__published", "user"), facts=facts, edited=edited
)
