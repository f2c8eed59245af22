"""Writing together: a story's authors at /desk/stories/<pk>/together/, and the private link of whoever is asked to stand beside them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.same_origin import own_forms_only
from moderation import arrival
from people.models import Byline
from stories.models import Review, StoryPage
from stories.on_desk import OnDesk
from stories.views import reading
from stories.views.desk import desk_nav, own_review
from writers import co_author
from writers.forms.together import AgreeForm, InviteForm
from writers.models import CoAuthor
from writers.states import CannotDo


@login_required
@never_cache
def together(request: HttpRequest, pk: int) -> HttpResponse:
    """Who writes this story, in order. Whoever began it asks others."""
    found = own_review(request, pk)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _authors(request, found, form, status=422 if form.is_bound else 200)
    _only_owner(request, found)
    try:
        co_author.invite(found.story, by=request.user, **form.cleaned_data)
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return _authors(request, found, form, status=409)
    messages.success(request, _("The invitation is on its way. The name is shown once it is accepted."))
    return redirect("desk_together", pk=pk)


def _authors(request: HttpRequest, found: Review, form: InviteForm, *, status: int = 200) -> HttpResponse:
    context = {
        "one": OnDesk(found),
        "rows": co_author.in_order(found.story),
        "owner_name": _owner_name(found),
        "is_owner": found.owner_id == request.user.pk,
        "form": form,
        "desk_nav": desk_nav("stories"),
    }
    return render(request, "writers/together.html", context, status=status)


def _owner_name(found: Review) -> str:
    """As the newest version has it; what stands in a version is read without making a page of it."""
    latest = found.story.get_latest_revision()
    bylines = [row["byline"] for row in (latest.content["authors"] if latest else []) if row["user"] == found.owner_id]
    name = Byline.objects.filter(pk__in=bylines[:1]).values_list("name", flat=True).first()
    return name or (found.owner.get_full_name() if found.owner else "")


def _only_owner(request: HttpRequest, found: Review) -> None:
    if found.owner_id != request.user.pk:
        raise Http404


@login_required
@require_POST
def change(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """A button beside one name: up, down, taken back; her own name, she takes off herself."""
    found, what = own_review(request, pk), request.POST.get("do", "")
    row = CoAuthor.objects.filter(pk=one, story_id=pk).select_related("story").first()
    if row is None:
        raise Http404
    if what == "leave" and row.user_id == request.user.pk:
        co_author.leave(row, by=request.user)
        messages.success(request, _("Your name is off the story."))
        return redirect("desk")
    _only_owner(request, found)
    try:
        _changed(request, row, what)
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("desk_together", pk=pk)


def _changed(request: HttpRequest, row: CoAuthor, what: str) -> None:
    if what in {"up", "down"}:
        co_author.move(row, up=what == "up")
        messages.success(request, _("%(name)s was moved.") % {"name": row.name})
    elif what == "take-back":
        co_author.take_back(row, by=request.user)
        messages.success(request, _("Taken back: %(name)s.") % {"name": row.name})


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, key: str) -> HttpResponse:
    """GET only shows it: mail scanners open links, too."""
    found = co_author.find(key)
    if found is None:
        return render(request, "writers/together_gone.html", status=410)
    if request.method == "POST":
        return _answered(request, found, key)
    return _link(request, found, key)


def _link(request: HttpRequest, found: CoAuthor, key: str, form: AgreeForm | None = None, *, status: int = 200) -> HttpResponse:
    if found.state == CoAuthor.State.AGREED:
        return render(request, "writers/together_agreed.html", _context(request, found, key))
    if not co_author.is_open(found):
        return render(request, "writers/together_gone.html", {"one": found}, status=410)
    form = form or AgreeForm(initial={"name": found.name, "byline_kind": found.byline_kind})
    return render(request, "writers/together_asked.html", _context(request, found, key) | {"form": form}, status=status)


def _context(request: HttpRequest, found: CoAuthor, key: str) -> dict[str, Any]:
    sign_in = f"{reverse('account_login')}?next={reverse('desk_story', args=[found.story_id])}"
    title, state = found.story.draft_title or found.story.title, Review.objects.filter(story=found.story_id).values_list("state", flat=True).first()
    return {"one": found, "title": title, "key": key, "user": arrival.sender(request), "sign_in": sign_in, "state": state}


def _answered(request: HttpRequest, found: CoAuthor, key: str) -> HttpResponse:
    what, user = request.POST.get("do", ""), arrival.sender(request)
    if what in {"decline", "never"}:
        co_author.decline(found, never_again=what == "never")
        return render(request, "writers/together_gone.html", {"one": found, "never": what == "never"})
    if what == "leave":
        co_author.leave(found, by=user)
        return render(request, "writers/together_gone.html", {"one": found, "left": True})
    form = AgreeForm(request.POST)
    if co_author.is_open(found) and not form.is_valid():
        return _link(request, found, key, form, status=422)
    try:
        agreed = co_author.agree(found, user=user, may_edit=what == "write", **(form.cleaned_data if form.is_valid() else {}))
        if form.is_valid() and agreed.name != form.cleaned_data["name"]:
            messages.info(request, _("This invitation was accepted already, with another name. To change it, take it off and ask for a new invitation."))
    except CannotDo as problem:
        form.add_error(None, str(problem)) if form.is_bound and form.is_valid() else messages.error(request, str(problem))
        return _link(request, found, key, form, status=409)
    return redirect("co_author", key=key)


@require_safe
@never_cache
def read(request: HttpRequest, key: str) -> HttpResponse:
    """The text that she is asked to stand for, as it is now."""
    found = co_author.find(key)
    if found is None or not (co_author.is_open(found) or found.state == CoAuthor.State.AGREED):
        return render(request, "writers/together_gone.html", {"one": found}, status=410)
    latest = StoryPage.objects.get(pk=found.story_id).get_latest_revision_as_object()
    return render(request, "writers/together_read.html", reading.preview_context(request, latest) | {"one": found, "key": key})
