"""/writers/join/invitation/<key>/: for whoever has the mail. One button accepts, another says never again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.same_origin import own_forms_only
from moderation import arrival
from writers import invite, median
from writers.models import Invitation
from writers.states import CannotDo


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """GET only shows it: mail scanners open links, too."""
    found = invite.find(key)
    if found is None:
        return render(request, "writers/invitation_gone.html", status=410)
    if request.method == "POST":
        return _answered(request, found)
    if not invite.is_open(found):
        return _over(request, found)
    return render(request, "writers/invitation.html", {"invitation": found, "user": arrival.sender(request), "wait": median.usual_wait()})


def _answered(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = arrival.sender(request)
    if request.POST.get("do") == "refuse":
        invite.refuse(found)
        return render(request, "writers/invitation_refused.html", {"refused": found.stopped_at is not None and found.accepted_at is None})
    try:
        writer = invite.accept(found, user=user)
    except CannotDo as problem:
        messages.error(request, str(problem))
        return _over(request, found)
    if user:
        messages.success(request, _("Welcome. You are one of our writers now; this is your desk."))
        return redirect("desk")
    return render(request, "writers/invitation_accepted.html", {"email": writer.email, "sign_in": f"{reverse('account_login')}?next={reverse('desk')}"})


def _over(request: HttpRequest, found: Invitation) -> HttpResponse:
    """It was accepted, stopped, refused, or its days are over: whoever accepted it is shown the way to her desk."""
    user = arrival.sender(request)
    hers = user is not None and found.accepted_by_id == user.pk
    return redirect("desk") if hers else render(request, "writers/invitation_gone.html", {"used": found.accepted_at is not None}, status=410)
