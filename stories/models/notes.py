"""A follow-up or correction that an author proposes for her published story: it waits in the queue while the story stays as it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.models import Moderated, ModeratedQuerySet
from stories.models.story import StoryPage


class ProposedNote(Moderated):
    class Kind(models.TextChoices):
        FOLLOW_UP = "follow-up", _("what happened next")
        CORRECTION = "correction", _("correction")

    story = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="proposed_notes")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    text = models.TextField(_("words"), max_length=1000)

    objects = ModeratedQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = _("proposed note")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def name(self) -> str:
        """Whose words they are, for the queue."""
        return self.user.get_full_name() if self.user else ""

    def get_absolute_url(self) -> str:
        published = getattr(self.story, "published", None)
        return published.get_absolute_url() if published else ""
