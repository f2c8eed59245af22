"""/desk/stories/N/edit/: an author writes and changes her story. As at /tell/, what she types is kept first and checked afterwards; it is in
the story once she saves it. Somebody else's story is not found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.same_origin import own_forms_only
from stories import change, desk_draft, desk_layout, keep, review
from stories.forms.change import ANSWER
from stories.forms.desk_review import WordsForm
from stories.forms.wizard import too_long
from stories.models import Review, TellDraft
from stories.states import State
from stories.views import desk_page, desk_remarks
from stories.views.desk import own_review
from stories.views.desk_page import forms_of, newest
from stories.views.tell import clock, files_of, sent_of, tab_of

LATER = {"names", "also", "photos", "evidence", "find"}  # buttons that add something and come back
TOO_LONG = gettext_lazy("This is too long to be kept (at most 60,000 letters). Shorten it, then save again.")
PICTURES = gettext_lazy("Pictures that were pasted into the text were left out. Add them as photographs.")


@own_forms_only
@never_cache
@csp_update({"frame-src": [SELF]})  # type: ignore[dict-item]
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One page with all fields; each block in a box of its own, or the whole text in one."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path) if request.method != "POST" else _signed_out(request)
    try:
        found = own_review(request, pk)
    except Http404:
        if request.method != "POST":
            raise
        return _signed_out(request, status=404)
    if request.method == "POST":
        return _posted(request, found)
    if not change.may_change(found):
        messages.info(request, change.why_not(found))
        return redirect("desk_notes" if found.state == State.PUBLISHED else "desk_story", pk=pk)
    draft = desk_draft.of(found.story, by=request.user)
    stale = not desk_draft.stands_on(draft, newest(found), seen=draft.data.get("revision", ""))
    return desk_page.page(request, found, forms_of(request, found, draft), stale=stale)


def _posted(request: HttpRequest, found: Review) -> HttpResponse:
    try:
        sent, files = request.POST, request.FILES
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return render(request, "tell/too_big.html", {"back": request.path}, status=413)
    draft = desk_draft.of(found.story, by=request.user)
    forms = forms_of(request, found, draft)
    fields = forms.fields_of(sent)
    if too_long(fields):
        shown = forms_of(request, found, draft, bound=True, typed=draft.data | fields, complete=found.submitted_at is not None)
        return desk_page.page(request, found, shown, problem=str(TOO_LONG), status=413)
    if forms.left_out:
        messages.warning(request, PICTURES)
    kept = _kept(request, draft, fields, sent)
    if sent.get("do") == "leave":
        desk_draft.leave(kept.draft, found.story, by=request.user)
        messages.info(request, _("Your changes are gone. The story is as it was."))
        return redirect("desk_story", pk=found.story_id)
    if kept.conflict:
        return desk_page.both(request, found, kept.draft, newer_at=clock(kept.newer_at), status=409)
    if not change.may_change(found):
        return desk_page.page(request, found, forms_of(request, found, kept.draft), problem=change.why_not(found), status=409)
    problems = files_of(request, kept.draft, sent, files)
    desk_draft.put_photos(kept.draft, by=request.user)
    if problems:
        return desk_page.page(request, found, forms_of(request, found, kept.draft), problems=problems, status=422)
    return _done(request, found, kept.draft, sent.get("do", "save"))


def _kept(request: HttpRequest, draft: TellDraft, fields: dict[str, Any], sent: QueryDict) -> keep.Kept:
    """Under her name: several authors may have the page open."""
    return keep.keep(draft, part=desk_draft.part_of(draft), fields=fields, tab=replace(tab_of(sent), by=request.user.pk))


def _done(request: HttpRequest, found: Review, draft: TellDraft, what: str) -> HttpResponse:
    """What the button asks for, now that everything typed is kept."""
    action, _colon, rest = what.partition(":")
    if what == "show":
        desk_draft.autosave(draft, by=request.user, leaving=True)
        return redirect("desk_preview", pk=found.story_id)
    if action in LATER or action.startswith("remove-"):
        anchor = f"block-{rest}" if action == "find" else "photos" if "photo" in action else action.removeprefix("remove-")
        return redirect(f"{request.path}#{anchor}")
    if action in {"answer", "settle"}:
        return _remarked(request, found, draft, number=rest, settle=action == "settle")
    if desk_layout.is_act(what) or what in {"plain", "blocks"}:
        at = desk_draft.act(draft, what=what, by=request.user)
        return redirect(f"{request.path}#{f'block-{at}' if at else 'blocks'}")
    return _saved(request, found, draft, send=what == "send")


def _remarked(request: HttpRequest, found: Review, draft: TellDraft, *, number: str, settle: bool) -> HttpResponse:
    """An editor's remark is answered or settled where it stands, in the middle of writing."""
    name = f"remark-{number}-words"
    if not ANSWER.fullmatch(name):
        raise Http404
    row, form = desk_remarks.remark_of(found, int(number)), WordsForm({"words": draft.data.get(name, "")})
    if not form.is_valid() and not (settle and not form.data["words"].strip()):
        told = (row.pk, str(form.errors["words"][0]))
        return desk_page.page(request, found, forms_of(request, found, draft), not_answered=told, status=422)
    try:
        desk_remarks.said(row, by=request.user, words=form.cleaned_data.get("words", ""), settle=settle)
    except review.CannotDecide as problem:
        return desk_page.page(request, found, forms_of(request, found, draft), problem=str(problem), status=409)
    desk_draft.put(draft, {name: ""}, by=request.user)
    messages.success(request, desk_remarks.told(settle))
    return redirect(f"{request.path}#{'remarks' if settle else f'remark-{number}'}")


def _saved(request: HttpRequest, found: Review, draft: TellDraft, *, send: bool) -> HttpResponse:
    """Nothing is required of a draft that was never sent, until it is."""
    complete = send or found.submitted_at is not None
    forms = forms_of(request, found, draft, bound=True, complete=complete, sends=send)
    if not (forms.is_valid() & (not complete or forms.require_words())):
        return desk_page.page(request, found, forms, status=422)
    try:
        change.change(found.story, by=request.user, forms=forms, seen=str(request.POST.get("revision", "")))
        if send:
            change.send(found.story, by=request.user, agreed=forms.agreed())
    except change.Stale:
        return desk_page.page(request, found, forms, stale=True, status=409)
    except change.NotReady as problem:
        return desk_page.page(request, found, forms_of(request, found, draft), not_ready=problem.hints, status=422)
    except (change.CannotChange, review.CannotDecide) as problem:
        return desk_page.page(request, found, forms, problem=str(problem), status=409)
    told = _("It is with the editors.") if send and not found.submitted_at else _("It is with the editors again.")
    messages.success(request, told if send else _("Saved. It is still with you: send it when it is ready."))
    return redirect("desk_story", pk=found.story_id)


def _signed_out(request: HttpRequest, *, status: int = 403) -> HttpResponse:
    """Her session ended while she wrote, or became somebody else's: everything typed comes back on a page that can be sent again after signing
    in elsewhere. Whether there is such a story is not told."""
    again = [(name, value) for name, values in request.POST.lists() for value in values if name not in ("csrfmiddlewaretoken", "do")]
    context = {"again": again, "do": request.POST.get("do", "save"), "had_files": bool(request.FILES)}
    return render(request, "desk/signed_out.html", context, status=status)


@own_forms_only
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """The script's save, every few seconds, and when the page is left. Answers what was kept, in words."""
    if not request.user.is_authenticated:
        words = _("You were signed out. What you typed is kept in this browser: sign in in another tab, then go on here.")
        return JsonResponse({"error": words}, status=403)
    try:
        found = own_review(request, pk)
    except Http404:
        words = _("You are signed in as %(who)s now. What you typed is kept in this browser: sign in as yourself in another tab, then go on here.")
        return JsonResponse({"error": words % {"who": request.user.get_full_name()}}, status=404)
    try:
        sent = sent_of(request)
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        sent = None
    draft = desk_draft.of(found.story, by=request.user)
    fields = forms_of(request, found, draft).fields_of(sent) if sent is not None else {}
    if sent is None or too_long(fields):
        return JsonResponse({"error": str(TOO_LONG)}, status=413)
    kept = _kept(request, draft, fields, sent)
    if kept.conflict:
        told = {"words": desk_page.changed_by(request, kept), "at": clock(kept.newer_at), "url": reverse("desk_kept", args=[pk])}
        return JsonResponse({"conflict": True} | told, status=409)
    desk_draft.autosave(kept.draft, by=request.user, leaving=bool(sent.get("leaving")))
    return JsonResponse({"version": kept.draft.version, "at": clock()})
