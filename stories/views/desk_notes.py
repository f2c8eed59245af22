"""/desk/stories/N/notes/: what happened next, and corrections, proposed by the author of a published story."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from moderation.decide import CannotDecide as CannotTakeBack
from moderation.models import Decision
from stories import on_desk, propose
from stories.forms.desk_review import NoteForm
from stories.models import ProposedNote, Review
from stories.review import CannotDecide
from stories.views.desk import desk_nav, own_review


@login_required
@never_cache
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """What she proposed and what became of it, and the form for another one."""
    found = own_review(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        try:
            propose.propose(found.story, by=request.user, kind=form.cleaned_data["kind"], text=form.cleaned_data["words"])
        except CannotDecide as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("An editor reads it; then it stands under your story with its date. We write to you."))
            return redirect("desk_notes", pk=pk)
    context = {"one": on_desk.OnDesk(found), "form": form, "notes": _listed(found), "desk_nav": desk_nav("stories")}
    return render(request, "desk/notes.html", context, status=422 if form.errors else 200)


def _listed(found: Review) -> list[tuple[ProposedNote, str]]:
    """Each with the editor's last words about it, newest first."""
    rows = list(ProposedNote.objects.filter(story=found.story).exclude(status=ProposedNote.Status.WITHDRAWN).order_by("-created_at", "-pk"))
    about = Decision.objects.filter(content_type__app_label="stories", content_type__model="proposednote", object_id__in=[row.pk for row in rows])
    words = {row.object_id: row.words for row in about.order_by("made_at", "pk")}
    return [(row, words.get(row.pk, "")) for row in rows]


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    found = own_review(request, pk)
    row = ProposedNote.objects.filter(pk=note, story=found.story).first()
    if row is None:
        raise Http404
    try:
        propose.take_back(row, by=request.user)
        messages.success(request, _("You took it back."))
    except (CannotDecide, CannotTakeBack) as problem:
        messages.error(request, str(problem))
    return redirect("desk_notes", pk=pk)
