"""Prompts and quotes in the Wagtail admin."""

from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
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


class QuoteForm(WagtailAdminModelForm):
    def save(self, commit: bool = True) -> Quote:
        """Only what was changed: a decision or a withdrawal at the same moment is not written back."""
        if commit:
            self.instance.save(update_fields=[name for name in self.changed_data if name in self._meta.fields])
        return self.instance


class QuoteViewSet(SnippetViewSet):
    model = Quote
    icon = "openquote"
    list_display = ["text", "name", "prompt", "status"]
    list_filter = ["status", "prompt"]
    search_fields = ["text", "name"]
    edit_handler = ObjectList(
        [
            HelpPanel(content=format_lazy('<a href="{}">{}</a>', reverse_lazy("queue"), _("Approve, decline, edit or hide it in the queue."))),
            FieldPanel("prompt"),
            FieldPanel("text", read_only=True),
            FieldPanel("status", read_only=True),
            FieldRowPanel([FieldPanel("name"), FieldPanel("network")]),
            FieldRowPanel([FieldPanel("town"), FieldPanel("work")]),
            FieldRowPanel([FieldPanel("source"), FieldPanel("source_url"), FieldPanel("source_date")]),
            FieldRowPanel([FieldPanel("pinned"), FieldPanel("shown_at", read_only=True)]),
        ],
        base_form_class=QuoteForm,
    )


class WallGroup(SnippetViewSetGroup):
    menu_label = _("Quote wall")
    menu_icon = "openquote"
    menu_order = 310
    items = (QuoteViewSet, PromptViewSet, ProposalViewSet)


register_permission_policy(Quote, QuotesAreKept(Quote))
register_snippet(WallGroup)
