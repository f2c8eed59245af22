"""Reporting: what a reader sees and what is wrong with it come in, a Report waits in the moderators' queue."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from community.models import Reply
from moderation.models import Reason, Report
from quotes.models import Quote
from stories.models import PublishedStory, StoryPage


def reportable(kind: str, target: int) -> models.Model | None:
    """The thing, if readers can see it now; None otherwise."""
    if kind == "quote":
        return Quote.objects.on_the_wall(timezone.now()).select_related("prompt").filter(pk=target).first()
    if kind == "reply":
        return Reply.objects.shown().select_related("story__published").filter(pk=target, story__published__live=True).first()
    if kind == "story":
        return StoryPage.objects.filter(pk=target, pk__in=PublishedStory.objects.live().values("story_id")).first()
    return None


def report(thing: models.Model, *, reason: Reason | None, words: str, email: str = "", reader: str) -> Report:
    """Twice by one reader in a day is once: the first report is returned."""
    about = {"content_type": ContentType.objects.get_for_model(thing), "object_id": thing.pk, "reader": reader}
    try:
        with transaction.atomic():
            return Report.objects.create(**about, reason=reason, words=words.strip(), email=email.strip().lower())
    except IntegrityError:
        return Report.objects.get(**about)
