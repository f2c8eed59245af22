"""Applications to write: the list, and the screen on which an editor reads one and answers it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from moderation.models import Decision
from moderation.visible import visible
from people.models import Byline, User
from writers import answer
from writers.cms.gate import editors_only
from writers.forms.cms import DecisionForm
from writers.models import Application
from writers.states import OPEN, CannotDo

PAGE = 50
VERBS = {"accept": answer.accept, "ask": answer.ask, "decline": answer.decline}
DONE = {
    "accept": gettext_lazy("%(name)s is a writer now, and was told."),
    "ask": gettext_lazy("Your question is on its way to %(name)s."),
    "decline": gettext_lazy("Declined. %(name)s has your words."),
}
HAPPENED = {
    "application-sent": gettext_lazy("sent"),
    "application-asked": gettext_lazy("asked something"),
    "application-accepted": gettext_lazy("accepted"),
    "application-declined": gettext_lazy("declined"),
    "application-withdrawn": gettext_lazy("withdrawn"),
}


@editors_only
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Those whose address is confirmed, the newest first."""
    asked = request.GET.get("state", "")
    state = asked if asked in Application.State.values else ""
    rows = Application.objects.exclude(confirmed_at=None).select_related("call").order_by("-confirmed_at", "-pk")
    if state:
        rows = rows.filter(state=state)
    tabs = [("", _("All"), not state), *((value, label, value == state) for value, label in Application.State.choices)]
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("p")),
        "tabs": tabs,
        "kept": f"state={state}" if state else "",
    }
    return render(request, "cms/writer_applications.html", context)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Application.objects.select_related("call", "user").exclude(confirmed_at=None), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"seen": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            decide(found, form.cleaned_data, by=request.user)
        except CannotDo as refusal:
            found = Application.objects.select_related("call", "user").get(pk=pk)
            form.add_error(None, str(refusal))
            typed = request.POST.copy()
            typed["seen"] = str(found.version)  # what is on the screen from now on
            form.data = typed
        else:
            messages.success(request, DONE[form.cleaned_data["act"]] % {"name": found.byline})
            return redirect("wagtailadmin_home")
    return render(request, "cms/writer_application.html", _context(found, form), status=422 if form.errors else 200)


def decide(found: Application, data: dict[str, Any], *, by: User) -> None:
    """Calls the verb of the chosen act. Raises CannotDo with words."""
    VERBS[data["act"]](found, by=by, words=data["words"], seen=data["seen"])


def _context(found: Application, form: DecisionForm) -> dict[str, Any]:
    return {
        "one": found,
        "form": form,
        "open": found.state in OPEN,
        "shown": {name: visible(getattr(found, name)) for name in ("byline", "place", "trade", "why", "sample", "sample_link")},
        "kind": dict(Byline.Kind.choices).get(found.byline_kind, ""),
        "services": list(found.services.all()),
        "letters": found.messages.select_related("sender"),
        "decided": [{"decision": one, "done": HAPPENED.get(one.action, one.action)} for one in Decision.objects.about(found).select_related("actor")],
        "earlier": Application.objects.filter(email=found.email).exclude(email="").exclude(confirmed_at=None).exclude(pk=found.pk),
    }
