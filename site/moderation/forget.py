"""Something was withdrawn, or is thrown away: what the signs about it, and about others that were like it, had quoted of it goes too."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType

from moderation.models import Moderated, RiskSignal
from moderation.signs import NEARLY, QUOTED


def forget_signs(model: type[Moderated], pks: Iterable[int]) -> None:
    """The signs of these things."""
    RiskSignal.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=list(pks)).delete()


def forget_quoted(model: type[Moderated], text: str) -> None:
    """Signs of other things that say how much like this text they are."""
    about = RiskSignal.objects.filter(content_type=ContentType.objects.get_for_model(model), name=NEARLY)
    if text:
        about.filter(words__contains=text[:QUOTED]).delete()
