"""A standing call, for stories or for writers: a page that an editor opens and closes with dates. What answers it says so."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from core.models import BasePage


class CallPage(BasePage):
    class Kind(models.TextChoices):
        STORIES = "stories", _("for stories")
        WRITERS = "writers", _("for writers")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.STORIES)
    intro = models.CharField(_("what we ask for, in a line"), max_length=300)
    body = StreamField([("text", blocks.RichTextBlock(template="blocks/text.html"))], verbose_name=_("text"), blank=True)
    section = models.ForeignKey("stories.SectionPage", verbose_name=_("for the section"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closing_message = models.CharField(_("words when it is closed"), max_length=300, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("kind"),
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("section"),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("closing_message"),
    ]
    parent_page_types = ["pages.FrontPage"]
    subpage_types: list[str] = []
    template = "stories/call.html"

    class Meta:
        verbose_name = _("call")

    def clean(self) -> None:
        super().clean()
        if self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("This is before it opens. Choose a later day.")})

    def is_open(self, moment: datetime) -> bool:
        return self.opens_at <= moment and (self.closes_at is None or moment < self.closes_at)

    def serve(self, request, *args, **kwargs):
        from stories.views.calls import call  # lean and cached, like every reading page

        return call(request, self)
