"""/desk/stories/N/history/: every version, two of them compared, an older one restored."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Revision

from stories import change, history, on_desk
from stories.models import Review
from stories.review import stamp
from stories.views.desk import desk_nav, own_review

LONGEST_KEY = 18  # digits a database takes


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def _version(found: Review, text: str | None) -> Revision:
    number = _number(text)
    row = history.one(found.story, number) if number else None
    if row is None:
        raise Http404
    return row


@login_required
@never_cache
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_review(request, pk)
    versions, older = history.versions(found, viewer=request.user, before=_number(request.GET.get("before")))
    context = {"one": on_desk.OnDesk(found), "versions": versions, "older": older, "desk_nav": desk_nav("stories")}
    return render(request, "desk/history.html", context)


@login_required
@never_cache
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions, the older first, whichever way they were chosen."""
    found = own_review(request, pk)
    chosen = sorted((_version(found, request.GET.get(name)) for name in ("a", "b")), key=lambda row: row.pk)
    context = {
        "one": on_desk.OnDesk(found),
        "older": chosen[0],
        "newer": chosen[1],
        "changes": history.between(*chosen),
        "same": chosen[0].pk == chosen[1].pk,
        "desk_nav": desk_nav("stories"),
    }
    return render(request, "desk/compare.html", context)


@login_required
@never_cache
def restore(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """Shows what would change, and asks; the answer counts only for the newest version that was on the screen."""
    found = own_review(request, pk)
    older = _version(found, str(revision))
    if request.method != "POST":
        return _ask(request, found, older)
    try:
        history.restore(found.story, by=request.user, revision=older, seen=request.POST.get("seen", ""))
    except history.Newer:
        return _ask(request, found, older, newer=True, status=409)
    except history.CannotRestore as problem:
        messages.error(request, str(problem))
        return redirect("desk_history", pk=pk)
    messages.success(request, _("The older version is the newest one again. What it replaced is in the history, too."))
    return redirect("desk_story", pk=pk)


def _ask(request: HttpRequest, found: Review, older: Revision, *, newer: bool = False, status: int = 200) -> HttpResponse:
    latest = found.story.get_latest_revision()
    context = {
        "one": on_desk.OnDesk(found),
        "older": older,
        "latest": latest,
        "seen": stamp(latest) if latest else "",
        "newer": newer,
        "changes": history.between(older, latest, backwards=True) if latest else [],
        "possible": change.may_change(found),
        "desk_nav": desk_nav("stories"),
    }
    return render(request, "desk/history_restore.html", context, status=status)
