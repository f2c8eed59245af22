"""/desk/stories/new/: a story is begun; /desk/stories/N/throw-away/: a draft that was never sent goes away, after asking."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.same_origin import own_forms_only
from stories import begin, on_desk
from stories.models import CallPage
from stories.views.calls import open_call
from stories.views.desk import desk_nav, own_review


@own_forms_only
@login_required
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """GET only offers it, so that no link and no prefetch begins a story."""
    call = open_call(request.POST.get("call") or request.GET.get("call"), kind=CallPage.Kind.STORIES)
    if request.method != "POST":
        return render(request, "desk/new.html", {"desk_nav": desk_nav("stories"), "call": call})
    try:
        story = begin.story(by=request.user, call=call)
    except begin.CannotBegin as problem:
        messages.error(request, str(problem))
        return redirect("/desk/")
    return redirect("desk_edit", pk=story.pk)


@own_forms_only
@login_required
@never_cache
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_review(request, pk)
    if request.method != "POST":
        one = on_desk.OnDesk(found)
        return render(request, "desk/new_throw_away.html", {"one": one, "possible": begin.never_sent(found), "desk_nav": desk_nav("stories")})
    try:
        begin.throw_away(found, by=request.user)
    except begin.CannotBegin as problem:
        messages.error(request, str(problem))
        return redirect("desk_story", pk=pk)
    messages.info(request, _("The draft is gone."))
    return redirect("/desk/")
