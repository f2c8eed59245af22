"""The door of `/cms/`: a stranger goes to the site's own sign-in, a signed-in person without access meets a 404, and where
production says so an editor without a second factor is sent to set one up first, and comes back by herself.
"""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from people.rules import may_enter_cms

SIGN_IN = "/accounts/login/"
SET_UP = "/accounts/2fa/"  # where allauth leads again when a second factor is set up
WANTED = "cms_wanted"  # in the session: the page an editor was on her way to


def cms_gate(request: HttpRequest) -> HttpResponse:
    """Stands at `/cms/login/` in place of Wagtail's own form, which takes any number of wrong passwords."""
    wanted = request.GET.get("next", "/cms/")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        wanted = "/cms/"
    if request.user.is_authenticated:
        if not may_enter_cms(request.user):
            raise Http404
        return redirect(wanted)
    return _to_sign_in(wanted)


class CmsGateMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == SET_UP:
            return self.back_to_work(request)
        if not request.path_info.startswith("/cms/") or request.path_info == "/cms/login/":
            return self.get_response(request)
        if not request.user.is_authenticated:
            return _to_sign_in(request.get_full_path())
        if not may_enter_cms(request.user):
            return self.get_response(_lost(request))
        if settings.EDITORS_NEED_SECOND_FACTOR and not is_mfa_enabled(request.user):
            return _to_set_up(request)
        return self.get_response(request)

    def back_to_work(self, request: HttpRequest) -> HttpResponse:
        if WANTED in request.session and request.user.is_authenticated and is_mfa_enabled(request.user):
            return redirect(request.session.pop(WANTED))
        return self.get_response(request)


def _to_sign_in(wanted: str) -> HttpResponse:
    return redirect(f"{SIGN_IN}?{urlencode({'next': wanted}, safe='/')}")


def _to_set_up(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Editors need a second factor: set up a passkey, or codes from an app. Then you go on to what waits."))
    request.session[WANTED] = request.get_full_path() if request.method == "GET" else "/cms/"
    return redirect(SET_UP)


def _lost(request: HttpRequest) -> HttpRequest:
    """The same request at an address that nobody has, so that the ordinary 404 page answers."""
    request.path_info = request.path = "/not-here/"
    return request
