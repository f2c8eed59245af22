"""The front page, plain pages, and messages sent through the contact page (a record, not a mailto)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import StreamField

from core.models import BasePage


class FrontPage(BasePage):
    lead = models.ForeignKey(
        "stories.StoryPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead story"),
        help_text=_("Empty: the newest story leads."),
    )

    content_panels = [*BasePage.content_panels, PageChooserPanel("lead", "stories.StoryPage")]
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("front page")

    def serve(self, request, *args, **kwargs):
        from pages.views.front import front

        return front(request)


class PlainPage(BasePage):
    """About, Promises, Guidelines, How review works, Privacy: words and nothing else."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField([("text", blocks.RichTextBlock(template="blocks/text.html"))], verbose_name=_("text"))
    in_footer = models.BooleanField(_("linked in the footer"), default=True)

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body"), FieldPanel("in_footer")]
    parent_page_types = ["pages.FrontPage"]
    subpage_types: list[str] = []
    template = "pages/plain_page.html"

    class Meta:
        verbose_name = _("plain page")

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        response.reading_page = True  # nothing of a visitor is on it (core.page_cache)
        return response


class ContactMessage(models.Model):
    class About(models.TextChoices):
        STORY = "story", _("A story on this site")
        MINE = "mine", _("Something I wrote")
        SPONSOR = "sponsor", _("Supporting a section")
        PRESS = "press", _("Press, or anything else")

    about = models.CharField(_("about"), max_length=12, choices=About, default=About.STORY)
    name = models.CharField(_("your name"), max_length=80)
    email = models.EmailField(_("your e-mail address"))
    words = models.TextField(_("your message"), max_length=5000)
    sent_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at", "id"]
        verbose_name = _("message to the newsroom")
        verbose_name_plural = _("messages to the newsroom")

    def __str__(self) -> str:
        return f"{self.name}: {self.words[:50]}"
