"""/writers/<handle>/write/: a reader's letter to a writer, and the link that confirms the sender's address and passes it on."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import throttle
from core.same_origin import own_forms_only
from moderation import arrival, flag
from people.models import Byline
from stories.models import PublishedStory
from writers import write_to as letters
from writers.forms.write_to import LetterForm
from writers.models import Letter
from writers.states import CannotDo

AN_HOUR = 6  # letters from one address of the net


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def write_to(request: HttpRequest, handle: str) -> HttpResponse:
    byline = _byline(handle)
    if request.method != "POST":
        if letters.is_closed(byline):
            return render(request, "writers/write_to_closed.html", {"byline": byline})
        return _page(request, byline, LetterForm(initial=_known(request)))
    try:
        form = LetterForm(request.POST)
    except (RequestDataTooBig, TooManyFieldsSent):
        return render(request, "writers/application_too_big.html", status=413)
    if not form.is_valid():
        return _page(request, byline, form, status=422)
    if form.cleaned_data["homepage"]:
        return redirect("write_to_sent", handle=handle)  # a program learns nothing from it
    if not throttle.allowed(request, "write-to", times=AN_HOUR, seconds=3600):
        form.add_error(None, _("Many letters came from your connection within an hour. Your words are kept here: send them later."))
        return _page(request, byline, form, status=429)
    try:
        letter = _sent(request, byline, form)
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return _page(request, byline, form, status=409)
    return redirect("write_to_passed_on" if letter.sent_at else "write_to_sent", handle=handle)


def _sent(request: HttpRequest, byline: Byline, form: LetterForm) -> Letter:
    fields = {name: form.cleaned_data[name] for name in ("name", "email", "words")}
    source = flag.source_key(throttle.client_address(request))
    return letters.write_to(byline, **fields, source_key=source, user=arrival.sender(request))


def _byline(handle: str) -> Byline:
    """One that has a page and somebody behind it; 404 otherwise. A closed letterbox is said in words, and a letter typed before that is kept."""
    found = Byline.objects.select_related("user").filter(handle=handle).first()
    if found is None or not letters.has_somebody(found) or not PublishedStory.objects.live().filter(bylines=found).exists():
        raise Http404(handle)
    return found


def _known(request: HttpRequest) -> dict[str, str]:
    return {"name": request.user.get_full_name(), "email": request.user.email} if request.user.is_authenticated else {}


def _page(request: HttpRequest, byline: Byline, form: LetterForm, *, status: int = 200) -> HttpResponse:
    return render(request, "writers/write_to.html", {"form": form, "byline": byline}, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest, handle: str) -> HttpResponse:
    return render(request, "writers/write_to_sent.html", {"byline": _byline(handle)})


@never_cache
@require_safe
def passed_on(request: HttpRequest, handle: str) -> HttpResponse:
    return render(request, "writers/write_to_passed_on.html", {"byline": _byline(handle)})


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """GET only shows the button: mail scanners open links, too."""
    letter = letters.find(key)
    if letter is None:
        return render(request, "writers/write_to_gone.html", status=410)
    problem = ""
    if request.method == "POST":
        try:
            letters.pass_on(letter)
        except CannotDo as refusal:
            problem = str(refusal)
    if letter.sent_at:
        return render(request, "writers/write_to_passed_on.html", {"byline": letter.byline})
    return render(request, "writers/write_to_confirm.html", {"letter": letter, "problem": problem}, status=409 if problem else 200)
