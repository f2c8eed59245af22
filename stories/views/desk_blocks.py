"""Beside the writing desk: the live preview in its frame, what the checks say after each save, and both texts written at once."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from core.same_origin import own_forms_only
from stories import desk_draft, desk_typed, on_desk
from stories.views import both_texts, desk_page, reading
from stories.views.desk import own_review


@login_required
@never_cache
@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[dict-item]
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What is typed now, as readers will see it. Only our own pages may show it in a frame (?framed)."""
    found = own_review(request, pk)
    draft = desk_draft.of(found.story, by=request.user)
    version = desk_typed.page(found.story, draft, owner=found.owner or request.user)
    context = reading.preview_context(request, version) | {"one": on_desk.OnDesk(found), "framed": "framed" in request.GET}
    return render(request, "desk/preview.html", context)


@login_required
@never_cache
@require_safe
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that a script fetches again after each save."""
    found = own_review(request, pk)
    draft = desk_draft.of(found.story, by=request.user)
    return render(request, "desk/_checks_fresh.html", desk_page.state(request, found, draft))


@own_forms_only
@never_cache
def texts_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Both texts of changes made in two tabs, or by two authors."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    found = own_review(request, pk)
    draft = desk_draft.of(found.story, by=request.user)
    if not draft.set_aside:
        return redirect("desk_edit", pk=pk)
    if request.method == "POST":
        return both_texts.chosen(request, draft, urls=desk_page.urls(found))
    return desk_page.both(request, found, draft)
