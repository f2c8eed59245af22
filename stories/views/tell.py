"""/tell/: five parts to fill in. Whatever is typed is kept first and checked afterwards, so that no answer of ours costs a word."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import throttle
from core.same_origin import own_forms_only
from stories import keep, submit, tell_files
from stories.forms import wizard
from stories.forms.parts import PartForm
from stories.models import CallPage, TellDraft
from stories.models.drafts import MOST_PHOTOS
from stories.views import both_texts
from stories.views.calls import open_call, open_calls
from stories.views.tell_cookie import TooManyDrafts, begin, draft_of, draft_to_write, hold, on_page, sent_story, signed_in, take_from_page
from stories.views.tell_line import line_of

POSTS_WITH_FILES = 60  # an hour, from one address


class NotKept(Exception):
    """What was sent is not stored; the message says why, and the page that answers shows all of it again."""

    def __init__(self, words: str, *, status: int, fields: dict[str, Any]) -> None:
        super().__init__(words)
        self.status, self.fields = status, fields


@own_forms_only
def part(request: HttpRequest, slug: str) -> HttpResponse:
    """One part. GET shows it, POST keeps it and goes on, or says what to put right."""
    this = wizard.BY_SLUG[slug]
    if request.method != "POST":
        draft = draft_of(request)
        return _page(request, this, draft, this.filled(draft, bound=False, typed=_beginning(request, draft)))
    try:
        sent, files = request.POST, request.FILES
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return render(request, "tell/too_big.html", {"back": this.url}, status=413)
    take_from_page(request, sent)
    try:
        kept = _kept(request, this, sent)
    except NotKept as problem:
        return _not_kept(request, this, problem)
    if kept.conflict:
        return hold(_both_texts(request, kept), request, kept.draft)
    problems = files_of(request, kept.draft, sent, files)
    return hold(_answer(request, this, kept.draft, sent.get("do", "next"), problems), request, kept.draft)


def _answer(request: HttpRequest, this: wizard.Part, draft: TellDraft, what: str, problems: list[str]) -> HttpResponse:
    """`what` is the button: next checks the part; the others add, remove or make room, and come back."""
    if problems:
        return _page(request, this, draft, this.filled(draft, bound=False), problems=problems, status=422)
    if what != "next":
        return redirect(f"{this.url}#{what.split(':')[0]}")
    form = this.filled(draft, bound=True)
    if form.is_valid():
        return redirect("tell_send" if request.POST.get("then") == "send" else wizard.after(this))
    return _page(request, this, draft, form, status=422)


def _kept(request: HttpRequest, this: wizard.Part, sent) -> keep.Kept:
    """Raises NotKept."""
    fields, tab = this.fields_of(sent, draft_of(request)), tab_of(sent)
    if wizard.too_long(fields):
        raise NotKept(_("This is too long to be kept (at most 60,000 letters). Shorten it, then save again."), status=413, fields=fields)
    try:
        try:
            kept = keep.keep(draft_to_write(request), part=this.slug, fields=fields, tab=tab)
        except keep.DraftIsGone:  # sent or thrown away in another tab: what was typed here begins a new one
            kept = keep.keep(begin(request), part=this.slug, fields=fields, tab=tab)
    except TooManyDrafts:
        words = _("Many stories were begun from your connection within an hour. Leave this page open, wait a little, then save again.")
        raise NotKept(words, status=429, fields=fields) from None
    if sent.get("call"):
        submit.remember_call(kept.draft, call=open_call(sent.get("call"), kind=CallPage.Kind.STORIES))
    return kept


def _not_kept(request: HttpRequest, this: wizard.Part, problem: NotKept) -> HttpResponse:
    """The part's page with everything that was typed, so that a browser without our script has it too."""
    draft = draft_of(request)
    form = this.filled(draft, bound=True, typed=problem.fields)
    form.add_error(None, str(problem))
    return _page(request, this, draft, form, status=problem.status, version=tab_of(request.POST).version)


def tab_of(sent) -> keep.Tab:
    def number(name: str) -> int:
        value = str(sent.get(name, ""))
        return int(value) if value.isdecimal() and len(value) < 10 else 0

    version = number("version") if "version" in sent else keep.NEWEST
    return keep.Tab(name=str(sent.get("tab", ""))[:40], order=number("order"), version=version)


def files_of(request: HttpRequest, draft: TellDraft, sent, files) -> list[str]:
    """Photographs and evidence that came along, or that a button removes. Returns what could not be taken."""
    action, _colon, number = sent.get("do", "").partition(":")
    if number.isdecimal() and action == "remove-photo":
        remove = tell_files.remove_photo
    elif number.isdecimal() and action == "remove-evidence":
        remove = tell_files.remove_evidence
    else:
        remove = None
    try:
        if remove:
            remove(draft, int(number))
    except tell_files.NotTaken as problem:
        return [str(problem)]
    if files and not throttle.allowed(request, "tell-files", times=POSTS_WITH_FILES, seconds=3600):
        return [_("Many files came from your connection within an hour. Wait a little, then add them again.")]
    return tell_files.add_photos(draft, files.getlist("photos")) + tell_files.add_evidence(draft, files.getlist("evidence"))


def _beginning(request: HttpRequest, draft: TellDraft | None) -> dict[str, Any] | None:
    """What a form without text begins with: a signed-in person's name, and the line she pinned to the wall. None: what the draft holds."""
    user, line = signed_in(request), line_of(request)
    if draft is None:
        return ({"byline": user.display_name} if user else {}) | ({"text": line} if line else {})
    return draft.data | {"text": line} if line and not draft.data.get("text") else None


def _page(
    request: HttpRequest,
    this: wizard.Part,
    draft: TellDraft | None,
    form: PartForm,
    *,
    problems: list[str] | None = None,
    status: int = 200,
    version: int = keep.NEWEST,
) -> HttpResponse:
    context = frame(draft) | {
        "part": this,
        "form": form,
        "open": form.open(),
        "problems": problems or [],
        "removing": request.POST.get("do", "").startswith("remove-"),
        "sent_story": sent_story(request) if draft is None else None,
        "photos_left": MOST_PHOTOS - (draft.photos.count() if draft else 0),
        "evidence": draft.all_evidence() if draft else [],
        "then": request.POST.get("then") or request.GET.get("then", ""),
        **_calls(request, draft),
        "tab_version": min(version, draft.version) if draft else 0,  # of a page that was not kept: the one it was made from
    }
    return render(request, "tell/part.html", context, status=status)


def _calls(request: HttpRequest, draft: TellDraft | None) -> dict[str, Any]:
    """The call that this story answers, or would from its first save on; where it answers none and nothing is written, those that are open."""
    if draft and draft.call_id:
        return {"call": draft.call}
    named = request.POST.get("call") or request.GET.get("call")
    call = open_call(named, kind=CallPage.Kind.STORIES)
    return {"call": call, "calls": [] if call or draft else open_calls(timezone.now(), kind=CallPage.Kind.STORIES)}


def frame(draft: TellDraft | None) -> dict[str, Any]:
    """What every page of telling shows around its own: where we are, what was kept, what was set aside."""
    return {
        "draft": draft,
        "on_page": on_page(draft),
        "parts": wizard.PARTS,
        "kept": draft.data.get("_kept", {}) if draft else {},
        "set_aside": len(draft.set_aside) if draft else 0,
    }


@own_forms_only
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """The script's save, every few seconds: the part's form as JSON or as a form. Answers what was kept, in words."""
    try:
        sent = sent_of(request)
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return JsonResponse({"error": _("This is too long to be kept (at most 60,000 letters). Shorten it, then save again.")}, status=413)
    this = wizard.BY_SLUG.get(str(sent.get("part", ""))) if sent is not None else None
    if this is None:
        return JsonResponse({"error": "What was sent is not a part of a story."}, status=400)
    take_from_page(request, sent)
    try:
        kept = _kept(request, this, sent)
    except NotKept as problem:
        return JsonResponse({"error": str(problem)}, status=problem.status)
    if kept.conflict:
        answer = {"conflict": True, "at": clock(kept.newer_at), "url": reverse("tell_kept")}
        return hold(JsonResponse(answer, status=409), request, kept.draft)
    return hold(JsonResponse({"version": kept.draft.version, "at": clock(), "draft": on_page(kept.draft)}), request, kept.draft)


def sent_of(request: HttpRequest) -> QueryDict | None:
    """A form, or the same as JSON; None where it is neither."""
    try:
        if request.content_type != "application/json":
            return request.POST
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    sent = QueryDict(mutable=True)
    for name, value in told.items() if isinstance(told, dict) else ():
        sent.setlist(str(name), [str(item) for item in value] if isinstance(value, list) else [] if value is None else [str(value)])
    return sent


def clock(moment: str = "") -> str:
    at = parse_datetime(moment) if moment else timezone.now()
    return date_format(timezone.localtime(at or timezone.now()), "g:i A")


def _described(slug: str) -> tuple[str, dict[str, str]]:
    this = wizard.BY_SLUG[slug]
    heading = _("Part %(number)s: %(heading)s") % {"number": this.number, "heading": this.heading}
    return heading, {name: str(field.label) for name, field in this.form.base_fields.items()}


def _both_texts(request: HttpRequest, kept: keep.Kept) -> HttpResponse:
    urls = (reverse("tell_kept"), request.path)
    return both_texts.page(request, kept.draft, described=_described, urls=urls, newer_at=clock(kept.newer_at), frame=frame(kept.draft), status=409)


@own_forms_only
def texts_kept(request: HttpRequest) -> HttpResponse:
    """Both texts of a story that was changed in two tabs, and a button for each."""
    draft = draft_of(request)
    if draft is None or not draft.set_aside:
        return redirect("tell")
    if request.method == "POST":
        number = both_texts.number_of(request)
        entry = draft.set_aside[number] if number < len(draft.set_aside) else {"part": "happened"}
        return both_texts.chosen(request, draft, urls=(reverse("tell_kept"), wizard.BY_SLUG[entry["part"]].url))
    return both_texts.page(request, draft, described=_described, urls=(reverse("tell_kept"), reverse("tell")), frame=frame(draft))
