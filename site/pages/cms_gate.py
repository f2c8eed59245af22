"""The door of `/cms/`: a stranger goes to the site's own sign-in, a signed-in person without access meets a 404, and where
production says so an editor without a second factor is sent to set one up first."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from people.rules import may_enter_cms

SIGN_IN = "/accounts/login/"


def cms_gate(request: HttpRequest) -> HttpResponse:
    """Stands at `/cms/login/` in place of Wagtail's own form, which takes any number of wrong passwords."""
    wanted = request.GET.get("next", "/cms/")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        wanted = "/cms/"
    if request.user.is_authenticated:
        if not may_enter_cms(request.user):
            raise Http404
        return redirect(wanted)
    return redirect(f"{SIGN_IN}?next={wanted}")


class CmsGateMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/cms/") or request.path_info == "/cms/login/":
            return self.get_response(request)
        if not request.user.is_authenticated:
            return redirect(f"{SIGN_IN}?next={request.path_info}")
        if not may_enter_cms(request.user):
            return self.get_response(_lost(request))
        if settings.EDITORS_NEED_SECOND_FACTOR and not is_mfa_enabled(request.user):
            return redirect("/accounts/2fa/?next=/cms/")
        return self.get_response(request)


def _lost(request: HttpRequest) -> HttpRequest:
    """The same request at an address that nobody has, so that the ordinary 404 page answers."""
    request.path_info = request.path = "/not-here/"
    return request
