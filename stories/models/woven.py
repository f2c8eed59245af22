"""Woven: which quotes a round-up shows, as its published version has them; and when each person quoted was told."""

from __future__ import annotations

from django.db import models

from quotes.models import Quote
from stories.models.story import StoryPage


class Woven(models.Model):
    story = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="woven")
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="woven")
    shown = models.BooleanField(default=True)  # off where a later version left the quote out: the row stays and knows that its author was told
    told_at = models.DateTimeField(null=True, blank=True)  # once, whatever happens to the story afterwards

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "quote"], name="woven_once")]

    def __str__(self) -> str:
        return f"{self.quote_id} in {self.story_id}"
