"""What a stranger writes at /tell/ before it is a page, and what belongs to a story but never to readers."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_PHOTOS = 6


def private_storage():
    return storages["private"]


def draft_token() -> str:
    return secrets.token_urlsafe(24)


class TellDraft(models.Model):
    """A story being typed. `data` holds each field as typed; it becomes a page, and goes away, when sent and confirmed."""

    token = models.CharField(max_length=64, unique=True, default=draft_token)  # the browser's cookie holds it
    data = models.JSONField(default=dict)
    set_aside = models.JSONField(default=list)  # older texts of another tab: [{"saved_at", "data"}], newest last
    version = models.PositiveIntegerField(default=0)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="tell_drafts")
    email = models.EmailField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)  # Send was pressed; the address is still to be confirmed
    consent = models.JSONField(default=dict)  # {"words", "version", "given_at"}
    story = models.OneToOneField("stories.StoryPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="came_from")
    # Changes to a story that is a page already, kept until they are saved into it; `story` stays empty then.
    changes = models.OneToOneField("stories.StoryPage", on_delete=models.CASCADE, null=True, blank=True, related_name="change_draft")
    call = models.ForeignKey("stories.CallPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")  # which it answers
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["user", "-saved_at"], name="drafts_of_a_user"), models.Index(fields=["saved_at"], name="drafts_by_age")]

    def __str__(self) -> str:
        return self.data.get("title") or "untitled draft"

    def all_evidence(self) -> models.QuerySet[Evidence]:
        """What came with the draft, and with the story that it changes."""
        own = models.Q(draft=self)
        return Evidence.objects.filter(own | models.Q(story=self.changes_id) if self.changes_id else own).order_by("pk")


class TellPhoto(models.Model):
    draft = models.ForeignKey(TellDraft, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    of_story = models.BooleanField(default=False)  # the story shows it already: removing it here leaves the picture

    class Meta:
        ordering = ["position", "id"]


class Evidence(models.Model):
    """A file that only editors see; stored outside the public media."""

    draft = models.ForeignKey(TellDraft, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence")
    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    file = models.FileField(upload_to="evidence/%Y/", storage=private_storage)
    name = models.CharField(max_length=160)
    added_at = models.DateTimeField(default=timezone.now)


class Pseudonym(models.Model):
    """One name that was changed, per story. Outside the page: revisions and APIs copy page fields."""

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="pseudonyms")
    real = models.CharField(_("real name"), max_length=80)
    shown = models.CharField(_("shown as"), max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "real"], name="one_pseudonym_for_a_name")]


class Consent(models.Model):
    """What an author agreed to, word for word, and when. Kept."""

    story = models.ForeignKey("stories.StoryPage", on_delete=models.PROTECT, related_name="consents")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.TextField()
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
