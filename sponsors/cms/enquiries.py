"""Companies that would rather talk first: what they asked, and the answer that an editor sends."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from people.models import User
from sponsors import enquire
from sponsors.cms.acting import carried_out, forms_of, status
from sponsors.cms.forms import Group
from sponsors.cms.gate import managers_only
from sponsors.models import Enquiry

PAGE = 50
ANSWER = Group(
    "answer",
    gettext_lazy("Your answer"),
    gettext_lazy("Goes to their e-mail address word for word. The greeting and your name are added."),
    (("answer", gettext_lazy("Answer")),),
    gettext_lazy("Send the answer"),
)


@managers_only
@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    rows = Enquiry.objects.select_related("slot__section", "slot__story", "answered_by").order_by("-made_at", "-pk")
    return render(request, "cms/sponsor_enquiries.html", {"page": Paginator(rows, PAGE).get_page(request.GET.get("p"))})


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Enquiry.objects.select_related("slot__section", "slot__story", "answered_by"), pk=pk)
    forms = forms_of(request, [] if found.answered_at else [ANSWER])
    if carried_out(request, forms, partial(_answer, found, request.user)):
        return redirect("cms_enquiry", pk=pk)
    return render(request, "cms/sponsor_enquiry.html", {"enquiry": found, "forms": forms}, status=status(forms))


def _answer(found: Enquiry, by: User, data: dict[str, Any]) -> str:
    enquire.answer(found, by=by, words=data["words"])
    return _("Sent to %(email)s.") % {"email": found.email}
