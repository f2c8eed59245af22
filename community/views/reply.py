"""/reply/...: a guest's reply to a story, the link that confirms its address, and the one that withdraws it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community import consent
from community import reply as replies
from community.forms import ReplyForm
from community.models import Reply
from core import form_token, paging, throttle
from core.page_cache import reading_page
from moderation import arrival
from stories.models import PublishedStory

AN_HOUR = 6  # replies from one address
FORM = "reply"
PAGE = 40


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, story: int) -> HttpResponse:
    row = _story(story)
    if request.method != "POST":
        return _page(request, row, ReplyForm(initial=_known(request)))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    if not throttle.allowed(request, "reply", times=AN_HOUR, seconds=3600):
        form.add_error(None, _("Many replies came from your connection within an hour. Your words are kept here: send them later."))
        return _page(request, row, form, status=429)
    try:
        made = _sent(request, row, form)
    except (form_token.NotAccepted, replies.CannotReply) as problem:
        form.add_error(None, str(problem))
        return _page(request, row, form, status=409)
    return redirect("reply_waits" if made.confirmed_at else "reply_sent", story=story)


def _sent(request: HttpRequest, row: PublishedStory, form: ReplyForm) -> Reply:
    fields = form.cleaned_data
    seconds = form_token.redeem(FORM, fields["token"])
    circumstances = arrival.circumstances(request, seconds=seconds, honeypot=fields["homepage"])
    words = {name: fields[name] for name in ("name", "email", "text")}
    return replies.reply(story=row.story, **words, circumstances=circumstances, user=arrival.sender(request))


def _story(pk: int) -> PublishedStory:
    row = PublishedStory.objects.live().filter(story_id=pk).select_related("story").defer("body_html").first()
    if row is None:
        raise Http404(pk)
    return row


def _known(request: HttpRequest) -> dict[str, str]:
    return {"name": request.user.get_full_name(), "email": request.user.email} if request.user.is_authenticated else {}


def _page(request: HttpRequest, row: PublishedStory, form: ReplyForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "story": row, "token": form_token.issue(FORM), "consent": consent.WORDS}
    return render(request, "community/reply.html", context, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest, story: int) -> HttpResponse:
    return render(request, "community/reply_sent.html", {"story": _story(story)})


@never_cache
@require_safe
def waits(request: HttpRequest, story: int) -> HttpResponse:
    return render(request, "community/reply_waits.html", {"story": _story(story)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET only shows the button: mail scanners open links, too."""
    made = replies.to_confirm(token)
    if made is None:
        return render(request, "community/reply_gone.html", status=410)
    if request.method == "POST":
        replies.confirm(made)
        return redirect("reply_waits", story=made.story_id)
    return render(request, "community/reply_confirm.html", {"reply": made})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    made = replies.to_withdraw(token)
    if made is None:
        return render(request, "community/reply_gone.html", status=410)
    if request.method == "POST":
        replies.withdraw(made)
        made.refresh_from_db()
    return render(request, "community/reply_withdraw.html", {"reply": made, "gone": made.status == Reply.Status.WITHDRAWN})


@require_safe
@reading_page
def every(request: HttpRequest, story: int) -> HttpResponse:
    """All replies to a story, the newest first."""
    row = _story(story)
    page = paging.by_date(request, Reply.objects.shown().filter(story_id=story), size=PAGE)
    return render(request, "community/replies.html", {"story": row, "page": page, "canonical": request.build_absolute_uri(request.path)})
