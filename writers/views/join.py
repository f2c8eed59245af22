"""/writers/join/...: the form of an application, and the page on which an applicant sees where it stands, answers and withdraws."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import throttle
from core.same_origin import own_forms_only
from moderation import arrival, flag
from people.models import User
from stories.models import CallPage
from stories.views.calls import open_call
from writers import apply, median
from writers.forms.join import AnswerForm, ApplicationForm
from writers.models import Application
from writers.states import OPEN, WITHDRAWN, CannotDo

STILL_TYPING = timedelta(days=1)  # a call that closed so lately is still answered by whoever had begun
AN_HOUR = 6  # applications from one address of the net


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    user = arrival.sender(request)
    if request.method != "POST":
        if user and (elsewhere := _not_needed(request, user)):
            return elsewhere
        initial = {"call": request.GET.get("call", ""), "byline": user.display_name if user else ""}
        return _page(request, ApplicationForm(initial=initial, ask_email=user is None), call=initial["call"])
    try:
        filled = ApplicationForm(request.POST, ask_email=user is None)
    except (RequestDataTooBig, TooManyFieldsSent):
        return render(request, "writers/application_too_big.html", status=413)
    if user is None and "email" not in request.POST:  # the form was made for somebody signed in
        filled.add_error(None, _("You were signed out meanwhile. Your words are kept here: give your address, or sign in in another tab, and send again."))
    if not filled.is_valid():
        return _page(request, filled, call=request.POST.get("call"), status=422)
    if filled.cleaned_data["homepage"]:
        return redirect("application_sent")  # a program learns nothing from it
    if not throttle.allowed(request, "apply", times=AN_HOUR, seconds=3600):
        filled.add_error(None, _("Many applications came from your connection within an hour. Your words are kept here: send them later."))
        return _page(request, filled, call=request.POST.get("call"), status=429)
    return _sent(request, filled, user)


def _sent(request: HttpRequest, filled: ApplicationForm, user: User | None) -> HttpResponse:
    call = _call(request, filled.cleaned_data["call"])
    source = flag.source_key(throttle.client_address(request))
    try:
        made = apply.apply(call=call, user=user, source_key=source, **({"email": user.email} if user else {}), **filled.values())
    except CannotDo as problem:
        filled.add_error(None, str(problem))
        return _page(request, filled, call=request.POST.get("call"), status=409)
    return redirect(apply.link(made)) if user and made.confirmed_at else redirect("application_sent")


def _not_needed(request: HttpRequest, user: User) -> HttpResponse | None:
    """A writer has her desk; an application that waits has a page of its own. Asked before anything is typed, and never afterwards."""
    if user.is_writer:
        messages.info(request, _("You are one of our writers already: this is your desk."))
        return redirect("desk")
    waiting = Application.objects.filter(user=user, state__in=OPEN).exclude(confirmed_at=None).first()
    return redirect(apply.link(waiting)) if waiting else None


def _page(request: HttpRequest, filled: ApplicationForm, *, call: object, status: int = 200) -> HttpResponse:
    return render(request, "writers/application_form.html", {"form": filled, "call": _call(request, call), "wait": median.usual_wait()}, status=status)


def _call(request: HttpRequest, number: object) -> CallPage | None:
    return open_call(number, kind=CallPage.Kind.WRITERS, closed_within=STILL_TYPING if request.method == "POST" else timedelta(0))


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "writers/application_sent.html")


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, key: str) -> HttpResponse:
    """Where it stands. Before its address is confirmed: the button that sends it. GET changes nothing: mail scanners open links, too."""
    found = apply.find(key)
    if found is None:
        return render(request, "writers/application_gone.html", status=410)
    answer = AnswerForm(request.POST if request.POST.get("do") == "answer" else None)
    if request.method == "POST":
        if request.POST.get("do") == "confirm":
            return _done(request, found, lambda: apply.confirm(found), _("Thank you. Your application is with the editors."))
        if answer.is_bound and answer.is_valid():
            return _done(request, found, lambda: apply.answer(found, words=answer.cleaned_data["words"]), _("The editors have your words."), answer)
    return _status(request, found, answer)


def _done(request: HttpRequest, found: Application, act: Callable[[], object], said: str, answer: AnswerForm | None = None) -> HttpResponse:
    """Does it, or says why not, with what was typed still there."""
    try:
        act()
    except CannotDo as problem:
        if answer is None:
            messages.error(request, str(problem))
            return redirect(apply.link(found))
        answer.add_error(None, str(problem))
        return _status(request, found, answer)
    messages.success(request, said)
    return redirect(apply.link(found))


def _status(request: HttpRequest, found: Application, answer: AnswerForm) -> HttpResponse:
    context: dict[str, Any] = {
        "one": found,
        "link": apply.link(found),
        "form": answer,
        "open": found.state in OPEN,
        "steps": _steps(found),
        "letters": found.messages.select_related("sender"),
        "services": list(found.services.all()),
        "wait": median.usual_wait(),
    }
    template = "writers/application.html" if found.confirmed_at else "writers/application_confirm.html"
    return render(request, template, context, status=422 if answer.errors else 200)


def _steps(found: Application) -> list[dict[str, str]]:
    """As components/status_track.html shows them."""
    over = found.state not in OPEN
    labels = [_("Sent"), _("With an editor"), str(found.get_state_display()).capitalize() if over else _("Our answer")]
    states = ["done", "done" if over else "now", "now" if over else "next"]
    notes = ["", str(found.get_state_display()) if found.state == "asked" else "", ""]
    return [{"label": label, "state": state, "note": note} for label, state, note in zip(labels, states, notes, strict=True)]


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Asks first."""
    found = apply.find(key)
    if found is None:
        return render(request, "writers/application_gone.html", status=410)
    back = apply.link(found)
    if request.method == "POST":
        try:
            apply.withdraw(found)
        except CannotDo as problem:
            messages.error(request, str(problem))
            return redirect(back)
    return render(request, "writers/application_withdraw.html", {"one": found, "gone": found.state == WITHDRAWN, "back": back})


@login_required
@never_cache
@require_safe
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """From the desk: her own application, at its private address."""
    return redirect(apply.link(get_object_or_404(Application, pk=pk, user=request.user)))


def panel(user: User) -> dict[str, Any]:
    """The desk's part about her application, while there is something to see."""
    shown = Application.objects.filter(user=user).exclude(confirmed_at=None).exclude(state=WITHDRAWN).order_by("-made_at", "-pk")[:3]
    return {"template": "writers/application_panel.html", "applications": [] if user.is_writer else list(shown)}
