"""The last look at a story before it is sent, the page that says 'check your e-mail', and the link in that mail."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import mail, throttle
from core.quotation import within_quotes
from core.same_origin import own_forms_only
from people.models import User
from stories import last_look, submit, tell_files
from stories.forms import wizard
from stories.forms.send import SendForm
from stories.models import TellDraft
from stories.review import CannotDecide
from stories.views.tell import frame
from stories.views.tell_cookie import draft_of, hold, let_go, sent_story, signed_in, take_from_page

SENDS_AN_HOUR = 20  # by one address of the net


@own_forms_only
def send(request: HttpRequest) -> HttpResponse:
    """Everything as it will be shown, what is missing, the address, the consent, and Send."""
    take_from_page(request, request.POST)
    draft, user = draft_of(request), signed_in(request)
    if draft is None:
        return _sent_already(request)
    form = _form(request, draft, user)
    if request.method != "POST":
        return _look(request, draft, form)
    if wizard.missing(draft) or not form.is_valid():
        return _look(request, draft, form, status=422)
    try:
        if user:
            story = submit.send_now(draft, by=user)
            messages.success(request, _("Your story is with the editors. This page shows where it stands."))
            return redirect("desk_story", pk=story.pk)
        return _ask(request, draft, form.cleaned_data["email"])
    except submit.CannotSend as problem:
        form.add_error(None, str(problem))
        return _look(request, draft, form, status=409)


def _form(request: HttpRequest, draft: TellDraft, user: User | None) -> SendForm:
    initial = {"email": draft.email}
    return SendForm(request.POST if request.method == "POST" else None, initial=initial, photos=draft.photos.exists(), ask_email=user is None)


def _look(request: HttpRequest, draft: TellDraft, form: SendForm, *, status: int = 200) -> HttpResponse:
    context = frame(draft) | {"form": form, "missing": wizard.missing(draft), "story": last_look.as_shown(draft), "sending_as": signed_in(request)}
    return render(request, "tell/send.html", context, status=status)


def _sent_already(request: HttpRequest) -> HttpResponse:
    """A second click finds its story sent; anybody else has nothing to send yet."""
    story = sent_story(request)
    if story and signed_in(request):
        return redirect("desk_story", pk=story.pk)
    return redirect("tell_sent" if story else "tell")


def _ask(request: HttpRequest, draft: TellDraft, email: str) -> HttpResponse:
    """One mail with a code and a link, however often Send was clicked; the answer is the same for every address."""
    if not submit.was_just_sent(draft, email=email):
        if not _may_mail(request, email):
            raise submit.CannotSend(_("We have written to this address several times just now. Wait some minutes, then try again. Your story is kept."))
        account = submit.ask_to_confirm(draft, email=email)
        if account:
            _mail_code(request, draft, account)
    return hold(redirect("tell_sent"), request, draft)


def _may_mail(request: HttpRequest, email: str) -> bool:
    within = throttle.allowed(request, "tell", times=SENDS_AN_HOUR, seconds=3600)
    return within and ratelimit.consume(request, action="request_login_code", key=email.strip().lower())


def _mail_code(request: HttpRequest, draft: TellDraft, account: User) -> None:
    """allauth makes, mails and checks the code; our link goes in the same mail, to this address only (people.adapter)."""
    path = submit.link(draft)
    url = request.build_absolute_uri(path) if settings.DEMO else mail.absolute(path)
    request.session["story_mail"] = {"email": draft.email, "title": draft.data.get("title", ""), "url": url}
    LoginCodeVerificationProcess.initiate(request=request, user=account, email=draft.email)
    list(messages.get_messages(request))  # allauth's 'a code was sent': the next page says it with more words


@own_forms_only
def sent(request: HttpRequest) -> HttpResponse:
    """'Check your e-mail', with the code's box."""
    draft = draft_of(request)
    if draft is None and (story := sent_story(request)):  # confirmed in another browser, by the link
        return render(request, "tell/confirmed.html", {"title": story.draft_title or story.title, "desk_url": reverse("desk_story", args=[story.pk])})
    if draft is None or not draft.sent_at:
        return redirect("desk" if signed_in(request) else "tell")
    if request.method == "POST":  # by password or passkey instead: allauth lets nobody begin a second sign-in while one is open
        clear_login(request)
        return redirect(f"{reverse('account_login')}?next={reverse('desk')}")
    code = ConfirmLoginCodeForm(code="") if LOGIN_SESSION_KEY in request.session else None
    return render(
        request,
        "tell/sent.html",
        {
            "draft": draft,
            "code_form": code,
            "demo": settings.DEMO and settings.MAIL is None,
            "outbox": f"/demo/outbox/latest/?{urlencode({'to': draft.email})}",
        },
    )


@own_forms_only
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """A new mail with a new code, for the story this browser has sent."""
    draft = draft_of(request)
    if draft is None or not draft.sent_at:
        return redirect("tell_sent")
    if _may_mail(request, draft.email):
        _mail_code(request, draft, submit.account_for(draft.email))
        messages.success(request, _("We wrote to you again. Use the newest mail."))
    else:
        messages.error(request, _("We have written several times just now. Wait some minutes, then try again."))
    return redirect("tell_sent")


@own_forms_only
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: shows what would be sent; its button sends. It signs nobody in."""
    try:
        draft = submit.draft_of_link(token)
        if request.method == "POST":
            submit.confirm_by_link(draft)
            draft.refresh_from_db()
    except signing.SignatureExpired:
        return render(request, "tell/confirm_expired.html", {"token": token}, status=410)
    except signing.BadSignature:
        return render(request, "tell/confirm_broken.html", status=404)
    except submit.CannotSend as problem:
        return render(request, "tell/confirm_failed.html", {"problem": str(problem)}, status=409)
    if draft.story_id:
        return render(request, "tell/confirmed.html", {"title": draft.story.title, "desk_url": reverse("desk_story", args=[draft.story_id])})
    return render(request, "tell/confirm.html", {"title": draft.data.get("title", ""), "story": last_look.as_shown(draft)})


@own_forms_only
@require_POST
def confirm_again(request: HttpRequest, token: str) -> HttpResponse:
    """An expired link: a new one, in one click, to the address the old one went to."""
    try:
        draft = submit.draft_of_link(token, lasts=None)
    except signing.BadSignature:
        raise Http404 from None
    except submit.CannotSend as problem:
        return render(request, "tell/confirm_failed.html", {"problem": str(problem)}, status=409)
    if draft.story_id is None and _may_mail(request, draft.email):
        path = submit.link(draft)
        url = request.build_absolute_uri(path) if settings.DEMO else mail.absolute(path)
        mail.send("confirm_story", draft.email, {"title": within_quotes(draft.data.get("title", "")), "url": url})
    return render(request, "tell/confirm_again.html", {"demo": settings.DEMO})


@own_forms_only
def discard(request: HttpRequest) -> HttpResponse:
    """Throws the draft away, after asking."""
    draft = draft_of(request)
    if draft is None:
        return redirect("tell")
    if request.method != "POST":
        return render(request, "tell/discard.html", {"draft": draft})
    try:
        tell_files.forget(draft)
    except tell_files.NotTaken as problem:
        messages.error(request, str(problem))
        return redirect("tell")
    messages.info(request, _("Your draft is gone."))
    return let_go(redirect("tell"))


@login_required
@require_POST
def open_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """From the desk: this browser goes on with one of her drafts."""
    draft = get_object_or_404(TellDraft, pk=pk, user=request.user, story=None, changes=None)
    return hold(redirect("tell"), request, draft)


@login_required
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """From the desk: a story that was sent with her address in another browser is hers, or is not."""
    draft = get_object_or_404(submit.waiting_for(request.user), pk=pk)
    if request.POST.get("do") != "send":
        TellDraft.objects.filter(pk=draft.pk, story=None).update(sent_at=None, email="")
        messages.info(request, _("Thank you. It was not sent, and nothing of it is linked to you."))
        return redirect("desk")
    try:
        story = submit.submit_draft(draft, by=request.user)
    except (submit.CannotSend, CannotDecide) as problem:
        messages.error(request, str(problem))
        return redirect("desk")
    messages.success(request, _("Your story is with the editors. This page shows where it stands."))
    return redirect("desk_story", pk=story.pk)
