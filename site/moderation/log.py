"""Writing a decision down: who did what to which thing, when, by which rule, with which words to its author."""

from __future__ import annotations

from django.db import models

from moderation.models import Decision, Moderated


def record(thing: models.Model, *, action: str, actor=None, words: str = "", title: str = "", **more) -> Decision:
    """`more` is any of rule, note, from_state, to_state, undoes."""
    from django.contrib.contenttypes.models import ContentType

    return Decision.objects.create(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        title=(title or (thing.log_title if isinstance(thing, Moderated) else str(thing)))[:255],
        action=action,
        actor=actor,
        words=words,
        **more,
    )
