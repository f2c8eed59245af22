"""/ask/<key>/: the private link of somebody an editor asked for a line, and the way to never be asked again. Neither knows a cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import form_token
from core.same_origin import own_forms_only
from moderation import arrival
from quotes import ask, consent
from quotes.collect import CannotPin, collect
from quotes.forms.pin import PinForm
from quotes.models import Ask, Quote

TOKEN = "asked"  # noqa: S105


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Ask.objects.select_related("prompt", "asked_by", "quote"), key=key)
    if found.quote is not None or not found.prompt.is_open(timezone.now()):
        return _page(request, found, PinForm(request.POST or None))
    form = PinForm(request.POST or None, initial={"name": found.name, "email": "" if found.stopped_at else found.email})
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, found, form)
        except form_token.NotAccepted as problem:
            form.add_error(None, str(problem))
        except CannotPin as problem:
            form.add_error(problem.field or None, str(problem))
        else:
            return redirect("asked", key=key)
    return _page(request, found, form)


def _answer(request: HttpRequest, found: Ask, form: PinForm) -> None:
    """Raises CannotPin or form_token.NotAccepted."""
    seconds = form_token.redeem(TOKEN, form.cleaned_data["token"])
    circumstances = arrival.circumstances(request, seconds=seconds, honeypot=form.cleaned_data["homepage"])
    quote = collect(prompt=found.prompt, circumstances=circumstances, user=arrival.sender(request), **form.line())
    ask.answered(found, quote)


def _page(request: HttpRequest, found: Ask, form: PinForm) -> HttpResponse:
    context = {
        "ask": found,
        "form": form,
        "consent": consent.WORDS,
        "closed": not found.prompt.is_open(timezone.now()),
        "waits": bool(found.quote and found.quote.status == Quote.Status.WAITING),
        "token": form_token.issue(TOKEN),
    }
    return render(request, "quotes/asked.html", context, status=422 if form.errors else 200)


@own_forms_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """GET asks, POST stops: a mail program's own button posts here without a page (RFC 8058)."""
    found = get_object_or_404(Ask, key=key)
    if request.method == "POST":
        ask.stop(found)
    return render(request, "quotes/ask_stop.html", {"ask": found, "stopped": request.method == "POST" or found.stopped_at is not None})
