"""What the one queue holds: each app registers its kind of short thing that strangers send in, and how a moderator reads and mends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from moderation.models import Moderated

Facts = list[tuple[str | Promise, str]]  # what it is called, what it says


def _no_facts(thing: Any) -> Facts:
    return []


def _as_typed(thing: Any, text: str) -> dict[str, Any]:
    return {"text": text}


@dataclass(frozen=True)
class Subject:
    """`kind` stands in addresses. `group` is the foreign key that the queue is narrowed by, and within which a line is a repetition."""

    kind: str
    model: type[Moderated]
    label: str | Promise  # of many: "Quotes"
    group: str = ""
    related: tuple[str, ...] = ()  # loaded with each row: what `facts` and the address read
    facts: Callable[[Any], Facts] = _no_facts
    edited: Callable[[Any, str], dict[str, Any]] = _as_typed  # thing, new text: the columns to write; raises decide.CannotDecide with words

    def rows(self) -> models.QuerySet:
        return self.model._default_manager.select_related(*self.related)

    def waiting(self) -> models.QuerySet:
        """Not status=waiting: a model may know of things that wait for their author first (ModeratedQuerySet.waiting)."""
        return self.model._default_manager.waiting().select_related(*self.related)  # type: ignore[attr-defined]


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    _subjects[subject.kind] = subject


def every() -> list[Subject]:
    return list(_subjects.values())


def get(kind: str) -> Subject | None:
    return _subjects.get(kind)


def of(thing: models.Model) -> Subject | None:
    return next((subject for subject in _subjects.values() if isinstance(thing, subject.model)), None)
