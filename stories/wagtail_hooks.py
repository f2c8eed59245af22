"""What Wagtail's admin shows of ours: it opens on What waits, has the review screen, the lists editors keep, and our look."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.menus import MenuItem as ListingItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from moderation import queue
from stories.cms import only_review, views, weave_hooks  # noqa: F401  (its hooks register themselves)
from stories.models import KindOfService, LetterTemplate, Review, StoryPage, WentWrong


@hooks.register("register_admin_urls")
def review_urls():
    return [
        path("review/<int:pk>/", views.review_story, name="review"),
        path("review/<int:pk>/note/", views.add_note, name="review_note"),
        path("review/evidence/<int:pk>/", views.evidence, name="evidence"),
    ]


class WhatWaits(Component):
    name = "what_waits"
    template_name = "cms/what_waits.html"
    order = 1

    def get_context_data(self, parent_context):
        return {"waiting": queue.what_waits(), "count": queue.how_many_wait()}


@hooks.register("construct_homepage_panels")
def open_on_what_waits(request, panels):
    panels[:] = [WhatWaits()]


@hooks.register("register_admin_menu_item")
def waiting_menu_item():
    return MenuItem(_("What waits"), reverse("wagtailadmin_home"), name="what-waits", icon_name="tasks", order=1)


@hooks.register("insert_global_admin_css")
def our_look():
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


@hooks.register("insert_global_admin_js")
def our_keys():
    return format_html('<script src="{}" defer></script>', static("js/cms-letter.js"))


@hooks.register("register_page_listing_buttons")
def review_button(page, user, next_url=None):
    if isinstance(page, StoryPage) and Review.objects.filter(story_id=page.pk).exists():
        yield ListingItem(_("Review"), reverse("review", args=[page.pk]), priority=5)


class KindsOfService(SnippetViewSet):
    model = KindOfService
    list_display = ["name", "slug", "position"]


class WhatWentWrong(SnippetViewSet):
    model = WentWrong
    list_display = ["name", "slug", "position"]


class Letters(SnippetViewSet):
    model = LetterTemplate
    list_display = ["title", "outcome"]


class ListsGroup(SnippetViewSetGroup):
    menu_label = _("Lists and letters")
    menu_icon = "list-ul"
    menu_order = 400
    items = (KindsOfService, WhatWentWrong, Letters)


register_snippet(ListsGroup)
