"""What is due by the clock on the wall: readers' votes lose their hashes, previews that nobody finished lose their rows."""

from __future__ import annotations

from core.clock import due
from core.forget_readers import before, forget_readers
from quotes.models import Batch, Vote


@due("forget-readers-who-voted")
def forget_voters() -> None:
    forget_readers(Vote.objects.filter(day__lt=before()))


@due("forget-unfinished-previews")
def forget_previews() -> None:
    """Strangers' words that nobody brought in within 30 days."""
    Batch.objects.filter(state=Batch.State.PREVIEW, made_at__date__lt=before()).update(state=Batch.State.LEFT, rows=[])
