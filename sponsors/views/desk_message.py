"""Your message: writing it, seeing it exactly as readers will, and sending it to the editors."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from sponsors import compose, links, place, submit
from sponsors.forms.message import TEXTS, MessageForm
from sponsors.models import Creative, Member, Placement
from sponsors.states import CannotBook
from sponsors.views.desk_placement import one_of
from sponsors.views.own import own_placement, sponsor_nav


@login_required
@never_cache
@csp_update({"frame-src": [SELF]})  # type: ignore[dict-item]
def message(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Saved as a draft at every button; what is wrong stands at its field, and nothing that was typed is lost."""
    found, member = own_placement(request, slug, pk, "book")
    one, typed = one_of(found), request.method == "POST"
    if not typed and not one.can_write:
        return redirect(found.get_absolute_url())
    form = MessageForm(request.POST if typed else None, request.FILES if typed else None, slot=found.slot, creative=one.latest_creative)
    if typed and _saved(request, found, form):
        done = _done(request, found, form)
        if done:
            return done
    return render(request, "sponsors/desk_message.html", _page(found, member, form), status=422 if form.is_bound else 200)


def _done(request: HttpRequest, found: Placement, form: MessageForm) -> HttpResponse | None:
    """After saving: back to the preview, or on to the editors. None where something keeps it from being sent."""
    creative = one_of(found).open_creative
    if creative and creative.state == Creative.State.WAITING:
        messages.success(request, _("Saved. The editors see your new words."))
        return redirect(found.get_absolute_url())
    if request.POST.get("do") != "send":
        messages.success(request, _("Saved as a draft. Only you and the other members see it."))
        return redirect(f"{request.path}#preview")
    if not _sent(request, found, form):
        return None
    messages.success(request, _("Sent. An editor reads it and answers you by e-mail."))
    return redirect(found.get_absolute_url())


def _saved(request: HttpRequest, found: Placement, form: MessageForm) -> bool:
    """Of a draft what can be kept is kept, even where another field is wrong. What waits changes as a whole or not at all."""
    fine, one = form.is_valid(), one_of(found)
    typed = form.typed(one.latest_creative)
    upload = typed.pop("picture", None)
    try:
        if one.waits_for_editors:
            _change_what_waits(request, found, form, typed, upload)
        else:
            _keep(request, found, form, typed, upload)
    except CannotBook as problem:
        form.add_error(None, str(problem))
    return fine and not form.errors


def _change_what_waits(request: HttpRequest, found: Placement, form: MessageForm, typed: dict[str, Any], upload: UploadedFile | None) -> None:
    """Where something is wrong, the editors keep what they have; a browser forgets the file."""
    try:
        if form.is_valid():
            compose.save(found, by=request.user, picture=upload, **typed)
    except compose.NotReady as problem:
        _say(form, problem.fields)
    except CannotBook as problem:
        form.add_error("picture" if upload else None, str(problem))
    if form.errors:
        form.add_error(None, _("Nothing was saved: the editors still have what you sent last."))
        if upload:
            form.add_error("picture", _("Choose the picture once more."))


def _keep(request: HttpRequest, found: Placement, form: MessageForm, typed: dict[str, Any], upload: UploadedFile | None) -> None:
    """A picture that cannot be used is named at its field, and the words are kept without it."""
    if upload:
        try:
            compose.save(found, by=request.user, picture=upload, **typed)
        except CannotBook as problem:
            form.add_error("picture", str(problem))
        else:
            return
    compose.save(found, by=request.user, **typed)


def _sent(request: HttpRequest, found: Placement, form: MessageForm) -> bool:
    try:
        submit.submit(found, by=request.user)
    except CannotBook as problem:
        if not _missing(found, form):
            form.add_error(None, str(problem))
    return not form.errors


def _missing(found: Placement, form: MessageForm) -> bool:
    """Says at each field what keeps the message from being sent."""
    creative = one_of(found).open_creative
    wrong = compose.problems(creative) if creative else {}
    _say(form, wrong)
    return bool(wrong)


def _say(form: MessageForm, wrong: dict[str, str]) -> None:
    for field, words in wrong.items():
        form.add_error(field if field in form.fields else None, words)


def _page(found: Placement, member: Member, form: MessageForm) -> dict[str, Any]:
    found.refresh_from_db()
    one = one_of(found)
    return {
        "sponsor": found.sponsor,
        "one": one,
        "form": form,
        "slot": found.slot,
        "creative": one.latest_creative,
        "running": place.preview(found.creative) if found.creative else None,
        "preview": f"{found.get_absolute_url()}preview/",
        "desk_nav": sponsor_nav(member, "placements"),
    }


@login_required
@never_cache
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[dict-item]
def preview(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A page of its own for the frames of the message page: what is saved, or (POST) what is being typed and saved nowhere."""
    found, _member = own_placement(request, slug, pk, "book")
    kept = one_of(found).latest_creative
    creative = Creative(placement=found, picture=kept.picture if kept else "", **{name: getattr(kept, name, "") for name in TEXTS})
    for name in TEXTS:
        if name in request.POST:
            setattr(creative, name, " ".join(request.POST[name].split())[:1_000])
    if links.link_problem(creative.link):
        creative.link = ""
    theme = "dark" if request.GET.get("theme") == "dark" else "light"
    context = {"one": place.preview(creative), "theme": theme, "still": "still" in request.GET, "sponsor": found.sponsor}
    return render(request, "sponsors/desk_preview.html", context)
