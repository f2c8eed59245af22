"""/desk/letters/: whether readers may write to her, for each byline that has a page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stories.views.desk import desk_nav
from writers import write_to
from writers.forms.letterbox import LetterboxForm


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letterbox(request: HttpRequest) -> HttpResponse:
    bylines = write_to.letterboxes(request.user)
    opened = [byline.pk for byline in bylines if not byline.closed]
    form = LetterboxForm(request.POST if request.method == "POST" else None, bylines=bylines, initial={"opened": opened})
    if request.method == "POST" and form.is_valid():
        write_to.choose(request.user, opened=form.cleaned_data["opened"])
        messages.success(request, _("Saved. Readers see it at once."))
        return redirect("desk_letters")
    context = {"form": form, "bylines": bylines, "desk_nav": desk_nav()}
    return render(request, "writers/letterbox.html", context, status=422 if form.errors else 200)
