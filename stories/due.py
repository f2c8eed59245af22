"""What is due by the clock: scheduled stories go live, and drafts nobody came back to for 90 days go away."""

from contextlib import suppress
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from core import clock
from stories import hold_back, tell_files
from stories.models import TellDraft

KEEP_DRAFTS_DAYS = 90


@clock.due("scheduled stories")
def publish_scheduled() -> None:
    hold_back.hold_back_due(now=timezone.now())
    call_command("publish_scheduled", verbosity=0)


@clock.due("old drafts")
def forget_old_drafts() -> None:
    for draft in TellDraft.objects.filter(saved_at__lt=timezone.now() - timedelta(days=KEEP_DRAFTS_DAYS), story=None)[:500]:
        with suppress(tell_files.NotTaken):  # sent this very moment
            tell_files.forget(draft)
