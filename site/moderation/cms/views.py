"""The one queue: its list, and the acts on one thing, on many, and back. Everything is decided by the verbs; this only reads forms."""

from __future__ import annotations

import functools
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from moderation import batch, sources, states, subjects
from moderation.cms import screen
from moderation.cms.forms import ActForm, BanForm, BatchForm
from moderation.cms.listing import REPORT, Wanted
from moderation.decide import CannotDecide, decide
from moderation.decide import undo as take_back
from moderation.models import Ban, Decision, Moderated, Report
from moderation.rules import may_moderate
from moderation.settle import settle

JUST_DONE = "queue_just_done"  # in the session: the decisions of the last act, to be undone together


def moderators_only(view):
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_moderate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@moderators_only
def queue(request: HttpRequest) -> HttpResponse:
    return _screen(request, Wanted.read(request.GET))


def _screen(request: HttpRequest, wanted: Wanted, *, status: int = 200, **typed: Any) -> HttpResponse:
    context = screen.context(wanted, user=request.user, just_done=request.session.get(JUST_DONE, []))
    return render(request, "cms/queue.html", {**context, **typed}, status=status)


def _wanted(request: HttpRequest) -> Wanted:
    """The list the moderator came from; forms carry its address."""
    return Wanted.read(QueryDict(request.POST.get("list", "").removeprefix("?").encode("utf-8", "replace")))


def _back(request: HttpRequest, decisions: list[Decision]) -> HttpResponse:
    request.session[JUST_DONE] = [decision.pk for decision in decisions if decision.action in states.EDITORS]
    wanted = _wanted(request)
    return redirect(reverse("queue") + wanted.address(after=wanted.after))


def _short(decision: Decision) -> str:
    return Truncator(str(decision.thing or decision.title)).chars(60)


def _thing(kind: str, pk: int) -> Moderated:
    subject = subjects.get(kind)
    if subject is None:
        raise Http404
    return get_object_or_404(subject.rows(), pk=pk)


@moderators_only
@require_POST
def act(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One act on one thing, or on the report about it."""
    form = ActForm(request.POST)
    row = get_object_or_404(Report.objects.select_related("content_type"), pk=pk) if kind == REPORT else _thing(kind, pk)
    try:
        if not form.is_valid():
            raise CannotDecide(" ".join(error for errors in form.errors.values() for error in errors))
        decision = _act(row, form, actor=request.user)
    except CannotDecide as refusal:
        return _refused(request, f"{kind}-{pk}", str(refusal))
    messages.success(request, _("“%(title)s”: %(done)s.") % {"title": _short(decision), "done": states.DONE[decision.action]})
    return _back(request, [decision])


def _act(row: Moderated | Report, form: ActForm, *, actor) -> Decision:
    data = form.cleaned_data
    told = {"action": data["action"], "actor": actor, "words": data["words"], "seen": data["version"]}
    if isinstance(row, Report):
        return settle(row, **told)
    changes = {}
    if data["action"] == "edit":
        subject = subjects.of(row)
        assert subject is not None  # noqa: S101  (that is where the row came from)
        changes = subject.edited(row, data["text"]) if data["version"] == row.version else {}
    return decide(row, **told, rule=form.rule, changes=changes)


def _refused(request: HttpRequest, key: str, refusal: str) -> HttpResponse:
    """The list again, with what was typed where it was typed, or above where the row is gone from the list."""
    typed = {name: request.POST.get(name, "")[:4000] for name in ("action", "reason", "words", "text", "days")}
    return _screen(request, _wanted(request), status=422, refusals=[(key, refusal)], typed_in=key, typed=typed)


@moderators_only
@require_POST
def act_on_many(request: HttpRequest) -> HttpResponse:
    form = BatchForm(request.POST)
    chosen = _chosen(request.POST.getlist("chosen")[: batch.MOST])
    problem = "" if chosen else _("Choose some first: check the boxes of those you mean.")
    if not form.is_valid():
        problem = _("Choose what to do with them.")
    elif chosen and form.cleaned_data["action"] in states.MUST_SAY_WHY and not form.cleaned_data["words"]:
        problem = _("Say why: the authors read it.")
    if problem:
        return _screen(request, _wanted(request), status=422, refusals=[("", problem)], checked=set(request.POST.getlist("chosen")))
    data = form.cleaned_data
    done = batch.decide_each(chosen, action=data["action"], actor=request.user, words=data["words"], rule=form.rule)
    if done.decisions:
        count = len(done.decisions)
        told = {"count": count, "done": states.DONE[data["action"]]}
        messages.success(request, ngettext("%(count)s thing: %(done)s.", "%(count)s things: %(done)s.", count) % told)
    for thing, refusal in done.refused:
        messages.error(request, _("“%(title)s”: %(refusal)s") % {"title": Truncator(str(thing)).chars(60), "refusal": refusal})
    return _back(request, done.decisions)


def _chosen(values: list[str]) -> list[tuple[Moderated, int]]:
    """Values are kind:id:version, as the boxes say; one query for each kind. What is not there is left out."""
    asked: dict[str, dict[int, int]] = {}
    for value in values:
        kind, _colon, rest = value.partition(":")
        pk, _colon, version = rest.partition(":")
        if subjects.get(kind) and all(part.isascii() and part.isdigit() and len(part) < 19 for part in (pk, version)):
            asked.setdefault(kind, {})[int(pk)] = int(version)
    return [(thing, versions[thing.pk]) for kind, versions in asked.items() for thing in subjects.get(kind).rows().filter(pk__in=versions)]


@moderators_only
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Takes back one decision, or all of the last act."""
    numbers = [int(pk) for pk in request.POST.getlist("decision")[: batch.MOST] if pk.isascii() and pk.isdigit() and len(pk) < 19]
    done = 0
    for decision in Decision.objects.filter(pk__in=numbers).select_related("content_type"):
        try:
            take_back(decision, actor=request.user)
            done += 1
        except CannotDecide as refusal:
            messages.error(request, _("“%(title)s”: %(refusal)s") % {"title": _short(decision), "refusal": refusal})
    if done:
        messages.success(request, ngettext("%(count)s decision undone.", "%(count)s decisions undone.", done) % {"count": done})
    return _back(request, [])


@moderators_only
@require_POST
def ban(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    thing, form = _thing(kind, pk), BanForm(request.POST)
    try:
        if not form.is_valid():
            raise sources.CannotBan(" ".join(error for errors in form.errors.values() for error in errors))
        sources.ban(thing, **form.cleaned_data, actor=request.user)
    except sources.CannotBan as refusal:
        return _refused(request, f"{kind}-{pk}", str(refusal))
    messages.success(request, _("This source may not send anything for %(days)s days.") % {"days": form.cleaned_data["days"]})
    return _back(request, [])


@moderators_only
def bans(request: HttpRequest) -> HttpResponse:
    """Those in force; lifting one is a post."""
    if request.method == "POST":
        found = get_object_or_404(Ban, pk=request.POST.get("ban") if request.POST.get("ban", "").isdecimal() else 0)
        told = _("The ban is lifted.") if sources.lift(found) else _("This ban was lifted already.")
        messages.success(request, told)
        return redirect("queue_bans")
    return render(request, "cms/queue_bans.html", {"bans": screen.bans_in_force()})
