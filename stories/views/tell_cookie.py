"""The browser's hold on its draft: an HttpOnly cookie with the draft's token, set when something is first saved and never on a GET."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from core import throttle
from people.models import User
from stories import keep
from stories.models import StoryPage, TellDraft

COOKIE = "tell"
LASTS = 90 * 24 * 3600  # seconds; as long as a forgotten draft is kept
DRAFTS_AN_HOUR = 30  # begun from one address of the net


class TooManyDrafts(Exception):
    """More drafts were begun from this address than people begin."""


def signed_in(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def draft_of(request: HttpRequest) -> TellDraft | None:
    """This browser's draft. Another account's draft is not shown, so that two people can share a computer one after the other."""
    token = request.COOKIES.get(COOKIE, "")
    draft = TellDraft.objects.filter(token=token, story=None).first() if token else None
    user = signed_in(request)
    return None if draft and draft.user_id and user and draft.user_id != user.pk else draft


def sent_story(request: HttpRequest) -> StoryPage | None:
    """The story that this browser's draft became, wherever it was confirmed."""
    token, user = request.COOKIES.get(COOKIE, ""), signed_in(request)
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
