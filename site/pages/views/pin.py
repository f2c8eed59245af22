"""/wall/pin/: pinning a line to the wall, from the form that stands on cached pages or on this uncached one."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import form_token, throttle
from core.same_origin import own_forms_only
from moderation import arrival
from quotes import receipts
from quotes.cards import named
from quotes.collect import CannotPin, PromptClosed, collect
from quotes.forms.pin import PinForm
from quotes.models import Prompt, Quote

TYPED, CONFIRMED = "pin", "pin-confirmed"  # tokens: given before the line was typed, or by the page that asks once more
LINES_AN_HOUR = 10  # from one address
TOKENS_AN_HOUR = 120  # from one address
MOST_RECEIPTS = 20


class NotPinned(Exception):
    """Why nothing was saved, for the answer: words about the form, and the status."""

    def __init__(self, words: str, *, status: int, field: str = "") -> None:
        super().__init__(words)
        self.status, self.field = status, field or None


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """GET shows the form alone. POST without a token saves nothing and asks once more; with one it pins."""
    if request.method != "POST":
        return _page(request, PinForm(initial={"prompt": request.GET.get("prompt", "")[:120]}))
    form = PinForm(request.POST)
    if not form.is_valid():
        return _refused(request, form, status=422)
    if not form.cleaned_data["token"] and _open(form) and not _wants_json(request):
        return _page(request, form, confirm=True)
    try:
        quote = _pinned(request, form)
    except NotPinned as problem:
        form.add_error(problem.field, str(problem))
        return _refused(request, form, status=problem.status)
    if _wants_json(request):
        return JsonResponse({"receipt": receipts.of(quote), "prompt": quote.prompt.slug, "text": quote.text, "name": named(quote)})
    return redirect("pin_done", receipt=receipts.of(quote))


def _pinned(request: HttpRequest, form: PinForm) -> Quote:
    """Raises NotPinned."""
    prompt = _open(form)
    if prompt is None:
        raise NotPinned(_("This question takes no answers now. Your line is kept here."), status=409)
    if not throttle.allowed(request, "pin", times=LINES_AN_HOUR, seconds=3600):
        raise NotPinned(_("Many lines came from your connection within an hour. Your line is kept here: wait a little, then pin it again."), status=429)
    seconds = _redeemed(form)
    circumstances = arrival.circumstances(request, seconds=seconds, honeypot=form.cleaned_data["homepage"])
    try:
        return collect(prompt=prompt, circumstances=circumstances, user=arrival.sender(request), **form.line())
    except PromptClosed as problem:
        raise NotPinned(str(problem), status=409) from None
    except CannotPin as problem:
        raise NotPinned(str(problem), status=403, field=problem.field) from None


def _redeemed(form: PinForm) -> float | None:
    """Seconds of typing; None where the line was typed before the token was given. Raises NotPinned."""
    confirmed = form.cleaned_data["confirmed"]
    try:
        seconds = form_token.redeem(CONFIRMED if confirmed else TYPED, form.cleaned_data["token"])
    except form_token.NotAccepted as problem:
        raise NotPinned(str(problem), status=409) from None
    return None if confirmed else seconds


def _open(form: PinForm) -> Prompt | None:
    """The prompt that the form was typed for, while it takes answers."""
    return Prompt.objects.open_at(timezone.now()).filter(slug=_slug(form)).first()


def _slug(form: PinForm) -> str:
    """As it was sent, valid or not; PostgreSQL can't even be asked for a NUL."""
    return str(form["prompt"].value() or "").replace("\x00", "")


def _refused(request: HttpRequest, form: PinForm, *, status: int) -> HttpResponse:
    """Everything typed is still in the form; a line for a prompt that has closed is offered to the current one."""
    if not _wants_json(request):
        return _page(request, form, status=status)
    answer: dict[str, Any] = {"errors": {field: " ".join(map(str, errors)) for field, errors in form.errors.items()}}
    answer["token"] = form_token.issue(TYPED) if status in {403, 409} else ""  # elsewhere the first one has not been used
    if not _open(form) and (current := _current()):
        answer["prompt"] = {"slug": current.slug, "words": _offer(current)}
    return JsonResponse(answer, status=status)


def _page(request: HttpRequest, form: PinForm, *, confirm: bool = False, status: int = 200) -> HttpResponse:
    now = timezone.now()
    asked = Prompt.objects.public_at(now).filter(slug=_slug(form)).first()
    prompt = asked if asked and asked.is_open(now) else _current()
    offered = _offer(prompt) if prompt and form.is_bound and prompt != asked else ""
    context = {"form": form, "prompt": prompt, "confirm": confirm, "offered": offered, "token": form_token.issue(CONFIRMED if form.is_bound else TYPED)}
    return render(request, "quotes/pin.html", context, status=status)


def _current() -> Prompt | None:
    """The prompt to offer; None while none takes answers."""
    prompt = Prompt.objects.current(timezone.now())
    return prompt if prompt and prompt.is_open(timezone.now()) else None


def _offer(prompt: Prompt) -> str:
    return _("The newsroom asks another question now: “%(question)s” Press the button again, and your line is pinned there instead.") % {
        "question": prompt.title
    }


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


@never_cache
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """Asked for when a reader turns to the form. It sets no cookie and stands for nobody."""
    if not throttle.allowed(request, "pin-token", times=TOKENS_AN_HOUR, seconds=3600):
        return JsonResponse({"error": _("Too many tries from your connection. Wait a little.")}, status=429)
    return JsonResponse({"token": form_token.issue(TYPED)})


@never_cache
@require_safe
def done(request: HttpRequest, receipt: str) -> HttpResponse:
    """The writer's own view of what was just pinned."""
    try:
        pk = receipts.read(receipt)
    except signing.BadSignature:
        raise Http404(receipt) from None
    quote = get_object_or_404(Quote.objects.select_related("prompt"), pk=pk)
    if quote.status == Quote.Status.APPROVED and quote.prompt.shows(timezone.now()):
        return redirect(quote)
    waits = quote.status == Quote.Status.WAITING
    card = {"text": quote.text, "name": named(quote), "note": _("Waiting for an editor")} if waits else {"gap": _("This line is not on the wall.")}
    return render(request, "quotes/pinned.html", {"quote": quote, "card": card, "waits": waits, "tell_url": f"{reverse('tell')}?line={receipt}"})


@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Which of the browser's own lines still wait: receipts come in, those that do go out."""
    found = receipts.read_all(request.GET.getlist("r")[:MOST_RECEIPTS])
    still = set(Quote.objects.filter(pk__in=found, status=Quote.Status.WAITING).values_list("pk", flat=True))
    return JsonResponse({"waiting": [receipt for pk, receipt in found.items() if pk in still]})
