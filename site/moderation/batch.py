"""Many things and one act come in; what was done, and what was refused with words, goes out. One refusal does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from core import generation
from moderation.decide import CannotDecide, decide
from moderation.models import Decision, Moderated

MOST = 50


@dataclass
class Done:
    decisions: list[Decision] = field(default_factory=list)
    refused: list[tuple[Moderated, str]] = field(default_factory=list)  # the thing, why not


def decide_each(chosen: Iterable[tuple[Moderated, int]], *, action: str, actor, words: str = "", rule: str = "") -> Done:
    """`chosen` is each thing with the version its moderator saw; at most MOST of them.

    Always in the same order: two batches that overlap wait for each other, and never in a circle.
    """
    done = Done()
    with transaction.atomic():
        for thing, seen in sorted(chosen, key=lambda pair: (pair[0]._meta.label, pair[0].pk))[:MOST]:
            try:
                done.decisions.append(decide(thing, action=action, actor=actor, words=words, rule=rule, seen=seen, alone=False))
            except CannotDecide as refusal:
                done.refused.append((thing, str(refusal)))
        if done.decisions:
            generation.bump_said()
    return done
