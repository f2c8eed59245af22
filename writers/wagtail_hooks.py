"""Writers in the Wagtail admin: applications, invitations, and the answers to calls."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.menus import MenuItem as ListingItem

from people.rules import is_editor
from stories.models import CallPage
from writers.cms import applications, calls, invitations

MENU = "register_writers_menu_item"
PAGES = [
    (_("Applications"), "cms_applications", "doc-full"),
    (_("Invitations"), "cms_writer_invitations", "mail"),
    (_("Calls and answers"), "cms_calls", "comment"),
]


@hooks.register("register_admin_urls")
def writer_urls():
    return [
        path("writers/applications/", applications.applications, name="cms_applications"),
        path("writers/applications/<int:pk>/", applications.application, name="cms_application"),
        path("writers/invitations/", invitations.invitations, name="cms_writer_invitations"),
        path("writers/invitations/<int:pk>/stop/", invitations.stop, name="cms_writer_invitation_stop"),
        path("writers/calls/", calls.calls, name="cms_calls"),
        path("writers/calls/<int:pk>/", calls.call, name="cms_call"),
    ]


class EditorsItem(MenuItem):
    def is_shown(self, request) -> bool:
        return is_editor(request.user)


class EditorsMenu(SubmenuMenuItem):
    def is_shown(self, request) -> bool:
        return is_editor(request.user)


def _menu_item(label, name: str, icon: str, order: int):
    return lambda: EditorsItem(label, reverse(name), name=name.replace("_", "-"), icon_name=icon, order=order)


for order, (label, name, icon) in enumerate(PAGES):
    hooks.register(MENU, _menu_item(label, name, icon, order))


@hooks.register("register_admin_menu_item")
def writers_menu():
    return EditorsMenu(_("Writers"), Menu(register_hook_name=MENU), name="writers", icon_name="user", order=313)


@hooks.register("register_page_listing_buttons")
def answers_button(page, user, next_url=None):
    if isinstance(page, CallPage) and is_editor(user):
        yield ListingItem(_("Answers"), reverse("cms_call", args=[page.pk]), priority=5)
