"""Prompts and quotes in the Wagtail admin."""

from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from quotes.cms import asking, bring  # noqa: F401  (their hooks register themselves)
from quotes.cms.prompts import PromptViewSet, ProposalViewSet
from quotes.models import Quote


class QuotesAreKept(ModelPermissionPolicy):
    """A quote is pinned or brought in, and withdrawn: not made or deleted here, where nobody would have consented or decided."""

    def user_has_permission(self, user, action: str) -> bool:
        return action not in {"add", "delete"} and super().user_has_permission(user, action)


class QuoteViewSet(SnippetViewSet):
    model = Quote
    icon = "openquote"
    list_display = ["text", "name", "prompt", "status"]
    list_filter = ["status", "prompt"]
    search_fields = ["text", "name"]
    panels = [
        HelpPanel(content=format_lazy('<a href="{}">{}</a>', reverse_lazy("queue"), _("Approve, decline, edit or hide it in the queue."))),
        FieldPanel("prompt"),
        FieldPanel("text", read_only=True),
        FieldPanel("status", read_only=True),
        FieldRowPanel([FieldPanel("name"), FieldPanel("network")]),
        FieldRowPanel([FieldPanel("town"), FieldPanel("work")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("source_url"), FieldPanel("source_date")]),
        FieldRowPanel([FieldPanel("pinned"), FieldPanel("shown_at", read_only=True)]),
    ]


class WallGroup(SnippetViewSetGroup):
    menu_label = _("Quote wall")
    menu_icon = "openquote"
    menu_order = 310
    items = (QuoteViewSet, PromptViewSet, ProposalViewSet)


register_permission_policy(Quote, QuotesAreKept(Quote))
register_snippet(WallGroup)
