"""/desk/stories/N/edit/: an author changes her story. As at /tell/, what she types is kept first and checked afterwards; it is in the story
once she saves it. Somebody else's story is not found."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.same_origin import own_forms_only
from stories import change, desk_draft, keep, on_desk, review
from stories.difference import block_text
from stories.forms.change import ChangeForms
from stories.forms.wizard import too_long
from stories.models import Review, TellDraft
from stories.models.drafts import MOST_PHOTOS
from stories.views import both_texts
from stories.views.desk import decided, desk_nav, own_review
from stories.views.tell import clock, files_of, sent_of, tab_of

LATER = {"figures", "names", "also", "photos", "evidence"}  # buttons that add something and come back
TOO_LONG = gettext_lazy("This is too long to be kept (at most 60,000 letters). Shorten it, then save again.")


@own_forms_only
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One page with all fields; each block of text in a box of its own."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path) if request.method != "POST" else _signed_out(request)
    found = own_review(request, pk)
    if request.method == "POST":
        return _posted(request, found)
    if not change.may_change(found):
        messages.info(request, _("The editors are reading it. Take it back to change it, or write to them."))
        return redirect("desk_story", pk=pk)
    forms = _forms(found, desk_draft.of(found.story, by=request.user))
    return _page(request, found, forms, stale=forms.draft.data.get("revision") != _newest(found))


def _forms(found: Review, draft: TellDraft, *, bound: bool = False, typed: dict[str, Any] | None = None) -> ChangeForms:
    return ChangeForms(found.story.get_latest_revision_as_object(), draft, bound=bound, typed=typed)


def _newest(found: Review) -> str:
    latest = found.story.get_latest_revision()
    return review.stamp(latest) if latest else ""


def _posted(request: HttpRequest, found: Review) -> HttpResponse:
    try:
        sent, files = request.POST, request.FILES
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return render(request, "tell/too_big.html", {"back": request.path}, status=413)
    draft = desk_draft.of(found.story, by=found.owner)
    fields = _forms(found, draft).fields_of(sent)
    if too_long(fields):
        return _page(request, found, _forms(found, draft, bound=True, typed=draft.data | fields), problem=str(TOO_LONG), status=413)
    kept = keep.keep(draft, part=desk_draft.part_of(draft), fields=fields, tab=tab_of(sent))
    draft, what = kept.draft, sent.get("do", "save")
    if what == "leave":
        desk_draft.leave(draft, found.story)
        messages.info(request, _("Your changes are gone. The story is as it was."))
        return redirect("desk_story", pk=found.story_id)
    if kept.conflict:
        return _both(request, found, draft, newer_at=clock(kept.newer_at), status=409)
    if not change.may_change(found):
        problem = _("The editors are reading it. Take it back to change it, or write to them.")
        return _page(request, found, _forms(found, draft), problem=problem, status=409)
    problems = files_of(request, draft, sent, files)
    if problems:
        return _page(request, found, _forms(found, draft), problems=problems, status=422)
    action = what.partition(":")[0]
    if action in LATER or action.startswith("remove-"):
        return redirect(f"{request.path}#{'photos' if 'photo' in action else action.removeprefix('remove-')}")
    return _saved(request, found, _forms(found, draft, bound=True), send=what == "send")


def _saved(request: HttpRequest, found: Review, forms: ChangeForms, *, send: bool) -> HttpResponse:
    if not forms.is_valid():
        return _page(request, found, forms, status=422)
    seen = str(request.POST.get("revision", ""))
    try:
        change.change(found.story, by=found.owner, values=forms.values(), blocks=forms.new_blocks(), seen=seen, draft=forms.draft)
    except change.Stale:
        return _page(request, found, forms, stale=True, status=409)
    except change.CannotChange as problem:
        return _page(request, found, forms, problem=str(problem), status=409)
    if send:
        return decided(request, found, lambda: review.send_to_review(found.story, by=request.user), _("It is with the editors again."))
    messages.success(request, _("Saved. It is still with you: send it when it is ready."))
    return redirect("desk_story", pk=found.story_id)


def _page(
    request: HttpRequest,
    found: Review,
    forms: ChangeForms,
    *,
    stale: bool = False,
    problem: str = "",
    problems: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    draft, latest = forms.draft, found.story.get_latest_revision()
    seen = _newest(found) if stale else request.POST.get("revision") or draft.data.get("revision", "")
    context = {
        "one": on_desk.OnDesk(found),
        "forms": forms,
        "open": {name for form in forms.parts.values() for name in form.open()},
        "revision": seen,
        "problem": problem,
        "problems": problems or [],
        "removing": request.POST.get("do", "").startswith("remove-"),
        "stale": latest if stale else None,
        "stale_by_her": stale and latest is not None and latest.user_id == found.owner_id,
        "saved_texts": [(block.block.label, block_text(block)) for block, _form in forms.blocks] if stale else [],
        "remarks": on_desk.remarks(found.story),
        "desk_nav": desk_nav("stories"),
        "draft": draft,
        "part": desk_draft.part_of(draft),
        "unsaved": desk_draft.is_unsaved(draft),
        "kept": draft.data.get("_kept", {}),
        "set_aside": len(draft.set_aside),
        "photos_left": MOST_PHOTOS - draft.photos.count(),
        "evidence": draft.all_evidence(),
    }
    return render(request, "desk/edit.html", context, status=status)


def _signed_out(request: HttpRequest) -> HttpResponse:
    """Her session ended while she wrote: everything typed comes back on a page that can be sent again after signing in elsewhere."""
    again = [(name, value) for name, values in request.POST.lists() for value in values if name not in ("csrfmiddlewaretoken", "do")]
    context = {"again": again, "do": request.POST.get("do", "save"), "had_files": bool(request.FILES)}
    return render(request, "desk/signed_out.html", context, status=403)


@own_forms_only
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """The script's save, every few seconds. Answers what was kept, in words."""
    if not request.user.is_authenticated:
        words = _("You were signed out. What you typed is kept in this browser: sign in in another tab, then go on here.")
        return JsonResponse({"error": words}, status=403)
    found = own_review(request, pk)
    try:
        sent = sent_of(request)
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        sent = None
    draft = desk_draft.of(found.story, by=request.user)
    fields = _forms(found, draft).fields_of(sent) if sent is not None else {}
    if sent is None or too_long(fields):
        return JsonResponse({"error": str(TOO_LONG)}, status=413)
    kept = keep.keep(draft, part=desk_draft.part_of(draft), fields=fields, tab=tab_of(sent))
    if kept.conflict:
        return JsonResponse({"conflict": True, "at": clock(kept.newer_at), "url": reverse("desk_kept", args=[pk])}, status=409)
    return JsonResponse({"version": kept.draft.version, "at": clock()})


@own_forms_only
def texts_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Both texts of changes made in two tabs."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    found = own_review(request, pk)
    draft = desk_draft.of(found.story, by=request.user)
    if not draft.set_aside:
        return redirect("desk_edit", pk=pk)
    if request.method == "POST":
        return both_texts.chosen(request, draft, urls=_urls(found))
    return _both(request, found, draft)


def _urls(found: Review) -> tuple[str, str]:
    return reverse("desk_kept", args=[found.story_id]), reverse("desk_edit", args=[found.story_id])


def _both(request: HttpRequest, found: Review, draft: TellDraft, *, newer_at: str = "", status: int = 200) -> HttpResponse:
    labels = _forms(found, draft).labels
    heading = found.story.draft_title or found.story.title
    return both_texts.page(request, draft, described=lambda _part: (heading, labels), urls=_urls(found), newer_at=newer_at, status=status)
