"""Reply: a guest's answer under a story. It waits for an editor once its e-mail address is confirmed, and never before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.models import Moderated, ModeratedQuerySet
from stories.models import StoryPage


class ReplyQuerySet(ModeratedQuerySet):
    def waiting(self) -> ReplyQuerySet:
        return super().waiting().exclude(confirmed_at=None)


class Reply(Moderated):
    story = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="replies")
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("reply"), max_length=2000)
    consent_words = models.TextField(blank=True)
    consent_version = models.CharField(max_length=20, blank=True)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name_plural = _("replies")
        indexes = [
            models.Index(fields=["story", "status", "shown_at", "id"], name="replies_under_a_story"),
            models.Index(fields=["status", "created_at", "id"], name="replies_oldest_waiting"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return f"{self.story.published.get_absolute_url()}#reply-{self.pk}"
