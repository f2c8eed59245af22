"""/report/<kind>/<id>/: a reader says what is wrong with something that is shown; it waits in the moderators' queue."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.forms import ReportForm
from community.report import report as file_report
from community.report import reportable
from core import throttle

AN_HOUR = 10  # reports from one address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, target: int) -> HttpResponse:
    thing = reportable(kind, target)
    if thing is None:
        raise Http404(f"{kind} {target}")
    if request.method != "POST":
        return _page(request, kind, thing, ReportForm())
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, kind, thing, form, status=422)
    if not throttle.allowed(request, "report", times=AN_HOUR, seconds=3600):
        form.add_error(None, _("Many reports came from your connection within an hour. Your words are kept here: send them later."))
        return _page(request, kind, thing, form, status=429)
    if not form.cleaned_data["homepage"]:  # a script learns nothing from it
        words, email = form.cleaned_data["words"], form.cleaned_data["email"]
        file_report(thing, reason=form.cleaned_data["reason"], words=words, email=email, reader=throttle.reader_key(request))
    return redirect("reported")


def _page(request: HttpRequest, kind: str, thing, form: ReportForm, *, status: int = 200) -> HttpResponse:
    return render(request, "community/report.html", {"form": form, "kind": kind, "thing": thing}, status=status)


@never_cache
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    return render(request, "community/reported.html")
