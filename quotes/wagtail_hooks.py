"""Prompts and quotes in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from quotes.models import Prompt, Quote


class PromptViewSet(SnippetViewSet):
    model = Prompt
    icon = "help"
    list_display = ["title", "opens_at", "closes_at"]


class QuoteViewSet(SnippetViewSet):
    model = Quote
    icon = "openquote"
    list_display = ["text", "name", "prompt", "status"]
    list_filter = ["status", "prompt"]
    search_fields = ["text", "name"]
    panels = [
        FieldPanel("prompt"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("network")]),
        FieldRowPanel([FieldPanel("town"), FieldPanel("work")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("source_url"), FieldPanel("source_date")]),
        FieldRowPanel([FieldPanel("status"), FieldPanel("pinned"), FieldPanel("shown_at")]),
    ]


class WallGroup(SnippetViewSetGroup):
    menu_label = _("Quote wall")
    menu_icon = "openquote"
    menu_order = 310
    items = (QuoteViewSet, PromptViewSet)


register_snippet(WallGroup)
