"""Ways round the review that stories/rules.py cannot see, because they start from another page: refused with words.

Deleting, copying and unpublishing reach below a section or the front page; a story must not go or come along unread.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from stories.models import StoryPage

REACHING_DOWN = {"delete", "unpublish"}  # bulk actions that take what is below along


def _refuse(request: HttpRequest, page, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("wagtailadmin_explore", page.get_parent().pk if page.depth > 1 else page.pk)


@hooks.register("before_delete_page")
def stories_are_kept(request, page):
    if StoryPage.objects.descendant_of(page, inclusive=True).filter(review__isnull=False).exists():
        return _refuse(request, page, _("A story that was sent in is not deleted. Remove it on its review screen: its address then says that it is gone."))
    return None


@hooks.register("before_copy_page")
def stories_are_not_copied(request, page):
    """Also as an alias. A section may be copied, without what stands in it."""
    if isinstance(page.specific, StoryPage) or (request.POST.get("copy_subpages") and StoryPage.objects.descendant_of(page).exists()):
        return _refuse(request, page, _("A story is not copied: the copy would have nobody's consent. A section can be copied without its stories."))
    return None


@hooks.register("before_unpublish_page")
def stories_do_not_go_along(request, page):
    if request.POST.get("include_descendants") and StoryPage.objects.descendant_of(page).live().exists():
        return _refuse(request, page, _("There are stories below this page. Remove them on their review screens, where their authors get a reason."))
    return None


@hooks.register("before_bulk_action")
def nor_in_bulk(request, action_type, objects, action):
    pages = [page for page in objects if isinstance(page, Page)]
    below = (StoryPage.objects.descendant_of(page, inclusive=True).filter(review__isnull=False) for page in pages)
    if action_type in REACHING_DOWN and any(stories.exists() for stories in below):
        return _refuse(request, pages[0], _("There are stories among these pages, or below them. Remove them on their review screens, with a reason."))
    return None
