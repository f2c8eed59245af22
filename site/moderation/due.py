"""What is due by the clock: where something came from is forgotten after 30 days, and so are those who reported, and bans that have lapsed or were lifted."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from core import clock
from core.forget_readers import before, forget_readers
from moderation import subjects
from moderation.models import Ban, Report
from moderation.sources import KEEP_DAYS

AT_ONCE = 5000  # rows in one tick; the next one goes on


@clock.due("forgotten sources")
def forget_sources() -> None:
    old = timezone.now() - timedelta(days=KEEP_DAYS)
    for subject in subjects.every():
        rows = subject.model._default_manager.filter(created_at__lt=old, source_key__gt="")  # few: the index on source_key finds them
        subject.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True)[:AT_ONCE])).update(source_key="")


@clock.due("lapsed bans")
def forget_lapsed_bans() -> None:
    """A ban names its source by a hash, and is of no use any more."""
    Ban.objects.filter(Q(until__lte=timezone.now()) | Q(lifted_at__isnull=False)).delete()


@clock.due("readers who reported")
def forget_reporters() -> None:
    """A settled report keeps its words; who sent it is forgotten after 30 days."""
    settled = Report.objects.filter(settled_at__date__lt=before())
    settled.exclude(email="").update(email="")
    forget_readers(settled)
