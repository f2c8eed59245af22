"""Sponsors in the Wagtail admin: what editors define, what they decide, and what they look at."""

from __future__ import annotations

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from core import generation
from sponsors.cms import bills, clash, enquiries, placement, placements, reports, sponsors
from sponsors.cms.gate import may_manage
from sponsors.cms.slots import BlackoutViewSet, HouseViewSet, LineViewSet, SlotViewSet
from sponsors.models import Blackout, HouseMessage, Slot

MENU = "register_sponsors_menu_item"


@hooks.register("register_admin_urls")
def sponsor_urls():
    return [
        path("sponsors/", sponsors.sponsors, name="cms_sponsors"),
        path("sponsors/<row_id:pk>/", sponsors.sponsor, name="cms_sponsor"),
        path("sponsors/<row_id:pk>/businesses/", sponsors.own_businesses, name="cms_sponsor_businesses"),
        path("sponsors/<row_id:pk>/seen/", sponsors.what_readers_see, name="cms_sponsor_seen"),
        path("sponsors/placements/", placements.placements, name="cms_placements"),
        path("sponsors/placements/<row_id:pk>/", placement.placement, name="cms_placement"),
        path("sponsors/messages/<row_id:pk>/look/", placement.look, name="cms_look"),
        path("sponsors/clash/<row_id:pk>/", clash.clash, name="cms_clash"),
        path("sponsors/bills/", bills.bills, name="cms_bills"),
        path("sponsors/bills/<row_id:pk>/", bills.bill, name="cms_bill"),
        path("sponsors/bills/<row_id:pk>.pdf", bills.pdf, name="cms_bill_pdf"),
        path("sponsors/enquiries/", enquiries.enquiries, name="cms_enquiries"),
        path("sponsors/enquiries/<row_id:pk>/", enquiries.enquiry, name="cms_enquiry"),
        path("sponsors/calendar/", reports.calendar, name="cms_sponsor_calendar"),
        path("sponsors/revenue/", reports.revenue_by_month, name="cms_revenue"),
        path("sponsors/revenue.csv", reports.revenue_csv, name="cms_revenue_csv"),
        path("sponsors/conflicts/", reports.conflict_report, name="cms_conflicts"),
    ]


class ManagersItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_manage(request.user)


PAGES = [
    (_("Sponsors"), "cms_sponsors", "group"),
    (_("Placements"), "cms_placements", "list-ul"),
    (_("Slots by week"), "cms_sponsor_calendar", "date"),
    (_("Questions from companies"), "cms_enquiries", "mail"),
    (_("Bills"), "cms_bills", "doc-full"),
    (_("Revenue"), "cms_revenue", "table"),
    (_("Conflict report"), "cms_conflicts", "warning"),
]


def _menu_item(label, name: str, icon: str, order: int):
    return lambda: ManagersItem(label, reverse(name), name=name.replace("_", "-"), icon_name=icon, order=order)


for order, (label, name, icon) in enumerate(PAGES):
    hooks.register(MENU, _menu_item(label, name, icon, order - len(PAGES)))


class SponsorsGroup(SnippetViewSetGroup):
    menu_label = _("Sponsors")
    menu_icon = "group"
    menu_order = 320
    submenu_hook = MENU
    items = (SlotViewSet, BlackoutViewSet, LineViewSet, HouseViewSet)


register_snippet(SponsorsGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def pages_change(request, snippet) -> None:
    """What is for sale and what stands in free seats is on readers' pages."""
    if isinstance(snippet, Slot | Blackout | HouseMessage):
        generation.bump()


@hooks.register("after_delete_snippet")
def pages_change_without_it(request, instances) -> None:
    for one in instances:
        pages_change(request, one)
