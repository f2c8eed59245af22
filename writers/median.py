"""How long an answer takes: applications that were answered come in, words for whoever applies go out."""

from __future__ import annotations

import statistics
from datetime import timedelta

from django.db.models import Min, Q
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from core import shell
from stories.review import ENOUGH_FOR_A_MEDIAN
from writers.models import Application

LATEST = 200


def usual_wait() -> str:
    """In words: our own median days to the first answer once there is one, otherwise what editors promise."""
    answered = Coalesce(Min("messages__sent_at", filter=Q(messages__from_newsroom=True)), "decided_at")
    rows = Application.objects.exclude(confirmed_at=None).annotate(answered=answered).exclude(answered=None).exclude(state="withdrawn")
    days = [max((answered - sent) / timedelta(days=1), 0) for sent, answered in rows.order_by("-pk").values_list("confirmed_at", "answered")[:LATEST]]
    if len(days) < ENOUGH_FOR_A_MEDIAN:
        usual = int(str(shell.current()["usual_days"]))
        return ngettext("usually within %(days)s day", "usually within %(days)s days", usual) % {"days": usual}
    median = max(1, round(statistics.median(days)))
    return ngettext("half of all applications are answered within %(days)s day", "half of all applications are answered within %(days)s days", median) % {
        "days": median
    }
