"""The moderators' queue in the Wagtail admin, and the lists that they keep: reasons and words to look out for."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from moderation.cms import views
from moderation.models import ListedWord, Reason
from moderation.rules import may_moderate


@hooks.register("register_admin_urls")
def queue_urls():
    return [
        path("queue/", views.queue, name="queue"),
        path("queue/many/", views.act_on_many, name="queue_many"),
        path("queue/undo/", views.undo, name="queue_undo"),
        path("queue/bans/", views.bans, name="queue_bans"),
        path("queue/<slug:kind>/<int:pk>/", views.act, name="queue_act"),
        path("queue/<slug:kind>/<int:pk>/ban/", views.ban, name="queue_ban"),
    ]


class QueueMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_moderate(request.user)


@hooks.register("register_admin_menu_item")
def queue_menu_item():
    return QueueMenuItem(_("Queue"), reverse("queue"), name="queue", icon_name="check", order=2)


class ListedWords(SnippetViewSet):
    model = ListedWord
    icon = "warning"
    list_display = ["word", "kind", "note"]
    list_filter = ["kind"]
    search_fields = ["word"]
    panels = [FieldRowPanel([FieldPanel("word"), FieldPanel("kind")]), FieldPanel("note")]


class Reasons(SnippetViewSet):
    model = Reason
    icon = "comment"
    list_display = ["title", "used_by", "position"]
    list_filter = ["used_by"]
    panels = [FieldRowPanel([FieldPanel("title"), FieldPanel("slug")]), FieldPanel("words"), FieldRowPanel([FieldPanel("used_by"), FieldPanel("position")])]


class ModerationGroup(SnippetViewSetGroup):
    menu_label = _("Moderation lists")
    menu_icon = "warning"
    menu_order = 315
    items = (ListedWords, Reasons)


register_snippet(ModerationGroup)
