"""Where weaving is found in the CMS: in the menu, in the wall's own list, and at the foot of a story's edit page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from people.rules import is_editor
from quotes.models import Quote
from stories import weave
from stories.cms import weave as views
from stories.models import Review, StoryPage
from stories.models.sections import ShelfPage
from stories.on_desk import MAY_SEND

SEND = "action-send-story"


@hooks.register("register_admin_urls")
def weave_urls():
    return [path("weave/", views.choose, name="weave"), path("weave/<int:pk>/send/", views.send, name="weave_send")]


class EditorsItem(MenuItem):
    def is_shown(self, request) -> bool:
        return is_editor(request.user)


@hooks.register("register_admin_menu_item")
def weave_menu_item():
    return EditorsItem(_("Start a round-up"), reverse("weave"), name="weave", icon_name="list-ol", order=311)


class StartRoundup(SnippetBulkAction):
    """Ticked in the wall's list: the choice is taken along to the page where it is put in order."""

    display_name = _("Start a round-up")
    action_type = "weave"
    aria_label = _("Start a round-up with the selected quotes")
    action_priority = 1

    @classproperty
    def models(cls):  # noqa: N805
        return [Quote]

    def dispatch(self, request, *args, **kwargs):
        chosen = [pk for pk in request.GET.getlist("id") if pk.isdigit()]
        return redirect(f"{reverse('weave')}?{urlencode([('quote', pk) for pk in chosen])}")


hooks.register("register_bulk_action", StartRoundup)


class SendToReview(ActionMenuItem):
    label = _("Send to review")
    name = SEND
    icon_name = "resubmit"


@hooks.register("construct_page_action_menu")
def our_own_way_to_review(items, request, context):
    """Wagtail's own Submit would start its workflow and nothing else: no state, no log, no letter."""
    page = context.get("page")
    shelf = context.get("parent_page")
    if not isinstance(page, StoryPage) and not (shelf and isinstance(shelf.specific, ShelfPage)):
        return
    items[:] = [item for item in items if item.name not in {"action-submit", "action-restart-workflow", "action-cancel-workflow"}]
    if isinstance(page, StoryPage) and page.pk and may_send_now(page, request.user):
        items.append(SendToReview())


@hooks.register("after_edit_page")
def go_on_to_send(request, page):
    """The button saves the draft first; what is asked before sending is asked on a page of its own."""
    if SEND in request.POST and isinstance(page, StoryPage):
        return redirect("weave_send", pk=page.pk)
    return None


def may_send_now(page: StoryPage, user) -> bool:
    found = Review.objects.filter(story_id=page.pk).first()
    return weave.may_send(page, user) and not page.live and (found is None or found.state in MAY_SEND)
