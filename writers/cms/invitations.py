"""Invitations to write: who was asked by whom, a form to ask one more person, and a button that stops one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from writers import invite
from writers.cms.gate import editors_only
from writers.forms.cms import InviteForm
from writers.models import Invitation
from writers.states import CannotDo

PAGE = 50


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            invite.invite(**form.cleaned_data, by=request.user)
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your invitation is on its way to %(email)s.") % {"email": form.cleaned_data["email"]})
            return redirect("cms_writer_invitations")
    rows = Invitation.objects.select_related("made_by", "accepted_by").order_by("-made_at", "-pk")
    context = {"form": form, "page": Paginator(rows, PAGE).get_page(request.GET.get("p")), "now": timezone.now()}
    return render(request, "cms/writer_invitations.html", context, status=422 if form.errors else 200)


@editors_only
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        invite.stop(get_object_or_404(Invitation, pk=pk), by=request.user)
        messages.success(request, _("The link in that mail does not work any more."))
    except CannotDo as problem:
        messages.error(request, str(problem))
    return redirect("cms_writer_invitations")
