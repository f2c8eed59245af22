"""The browser's hold on its draft: an HttpOnly cookie with the draft's token, set when something is first saved and never on a GET.

A page of a draft carries the token too, signed: a browser that loses its cookies between two parts goes on where it was.
"""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict

from core import throttle
from people.models import User
from stories import keep
from stories.models import StoryPage, TellDraft

COOKIE = "tell"
ON_PAGE = "tell.draft"  # in request.META: what the page carried
SALT = "tell-page"
LASTS = 90 * 24 * 3600  # seconds; as long as a forgotten draft is kept
DRAFTS_AN_HOUR = 30  # begun from one address of the net


class TooManyDrafts(Exception):
    """More drafts were begun from this address than people begin."""


def on_page(draft: TellDraft | None) -> str:
    return signing.dumps(draft.token, salt=SALT) if draft else ""


def take_from_page(request: HttpRequest, sent: QueryDict) -> None:
    """Call where a form came in, before its draft is looked for."""
    try:
        request.META[ON_PAGE] = signing.loads(sent.get("draft", ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        request.META[ON_PAGE] = ""


def _token(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "") or request.META.get(ON_PAGE, "")


def signed_in(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def draft_of(request: HttpRequest) -> TellDraft | None:
    """This browser's draft. Another account's draft is not shown, so that two people can share a computer one after the other."""
    token = _token(request)
    draft = TellDraft.objects.filter(token=token, story=None).first() if token else None
    user = signed_in(request)
    return None if draft and draft.user_id and user and draft.user_id != user.pk else draft


def sent_story(request: HttpRequest) -> StoryPage | None:
    """The story that this browser's draft became, wherever it was confirmed."""
    token, user = _token(request), signed_in(request)
    draft = TellDraft.objects.filter(token=token, story__isnull=False).select_related("story").first() if token else None
    return None if draft is None or (user and draft.user_id != user.pk) else draft.story


def draft_to_write(request: HttpRequest) -> TellDraft:
    """The same, or a new one; a signed-in person's draft is hers from then on. Raises TooManyDrafts."""
    draft, user = draft_of(request), signed_in(request)
    if draft is None:
        return begin(request)
    if user and draft.user_id is None:
        TellDraft.objects.filter(pk=draft.pk).update(user=user)
        draft.user = user
    return draft


def begin(request: HttpRequest) -> TellDraft:
    """A new draft. Raises TooManyDrafts."""
    if not throttle.allowed(request, "tell-begin", times=DRAFTS_AN_HOUR, seconds=3600):
        raise TooManyDrafts
    return keep.begin(user=signed_in(request))


def hold(response: HttpResponse, request: HttpRequest, draft: TellDraft) -> HttpResponse:
    if request.COOKIES.get(COOKIE) != draft.token:
        response.set_cookie(COOKIE, draft.token, max_age=LASTS, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def let_go(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
