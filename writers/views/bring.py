"""/desk/bring/: a file is uploaded, looked through by the worker, shown as a table, and brought in. Somebody else's upload is not found."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from quotes.take_away import harmless
from stories.views.desk import desk_nav
from writers import bring
from writers.models import ImportRun
from writers.states import CannotDo
from writers.views.bring_forms import BringForm, UploadForm

PAGE = 100  # rows
RUNS = 20
BUSY = {ImportRun.State.WAITING, ImportRun.State.RUNNING}
OUTCOMES = {  # the words and the tone of a badge
    "would": (gettext_lazy("Would come in"), "green"),
    "in": (gettext_lazy("Came in"), "green"),
    "again": (gettext_lazy("Here already"), ""),
    "changed": (gettext_lazy("Changed elsewhere, left alone here"), "brass"),
    "not": (gettext_lazy("Does not come in"), "tomato"),
}


def own_run(request: HttpRequest, pk: int) -> ImportRun:
    found = ImportRun.objects.filter(pk=pk, user=request.user).select_related("section", "user").first()
    if found is None:
        raise Http404
    return found


@login_required
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The file to bring, and what was brought before."""
    if request.method != "POST":
        return _start_page(request, UploadForm())
    try:
        form = UploadForm(request.POST, request.FILES)
    except (RequestDataTooBig, TooManyFilesSent):
        messages.error(request, _("That was too much at once. Bring one file at a time."))
        return redirect("bring")
    if form.is_valid():
        try:
            return redirect("bring_run", bring.begin(user=request.user, upload=form.cleaned_data["file"], section=form.chosen).pk)
        except CannotDo as refusal:
            form.add_error("file", str(refusal))
    return _start_page(request, form, status=422)


def _start_page(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    runs = ImportRun.objects.filter(user=request.user).defer("rows", "table")[:RUNS]
    return render(request, "writers/bring.html", {"form": form, "runs": runs, "desk_nav": desk_nav("bring")}, status=status)


@login_required
@never_cache
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; then the table, and with it the choices."""
    found = own_run(request, pk)
    if request.method != "POST":
        return _run_page(request, found, BringForm(run=found))
    if request.POST.get("do") == "forget":
        return _forgotten(request, found)
    form = BringForm(request.POST, run=found)
    if not form.is_valid():
        return _run_page(request, found, form, status=422)
    try:
        bring.bring_in(found, section=form.chosen, given=form.given)
    except CannotDo as refusal:
        messages.warning(request, str(refusal))
    return redirect("bring_run", pk)


def _run_page(request: HttpRequest, found: ImportRun, form: BringForm, *, status: int = 200) -> HttpResponse:
    context = _progress(found) | {"form": form, "desk_nav": desk_nav("bring"), "ready": found.dry and found.state == ImportRun.State.DONE}
    context |= {"tally": _tally(found), "page": Paginator([_shown(row) for row in found.rows], PAGE).get_page(request.GET.get("page"))}
    context["coming"] = sum(row["what"] == "would" for row in found.rows)
    return render(request, "writers/bring_run.html", context, status=status)


def _forgotten(request: HttpRequest, found: ImportRun) -> HttpResponse:
    try:
        bring.forget(found)
        messages.success(request, _("“%(name)s” is gone from here.") % {"name": found.name})
    except CannotDo as refusal:
        messages.warning(request, str(refusal))
        return redirect("bring_run", found.pk)
    return redirect("bring")


@login_required
@never_cache
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that looks again by itself; once there is a table, the browser is sent to it."""
    found = own_run(request, pk)
    response = render(request, "writers/_bring_progress.html", _progress(found))
    if found.state not in BUSY:
        response["HX-Redirect"] = request.path.removesuffix("progress/")
    return response


def _progress(found: ImportRun) -> dict[str, Any]:
    return {"run": found, "busy": found.state in BUSY}


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    words, tone = OUTCOMES[row["what"]]
    return row | {"outcome": words, "tone": tone}


def _tally(found: ImportRun) -> list[dict[str, Any]]:
    """How many of each outcome, those that there are."""
    counts = [(words, sum(row["what"] == what for row in found.rows)) for what, (words, _tone) in OUTCOMES.items()]
    return [{"label": words, "value": count} for words, count in counts if count]


@login_required
@never_cache
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole table as CSV."""
    found = own_run(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="brought-{found.pk}.csv"'})
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("post"), _("outcome"), _("why")])
    for row in found.rows:
        writer.writerow([harmless(row["title"]), str(OUTCOMES[row["what"]][0]), harmless(" / ".join(row["why"]))])
    return response
