"""For form pages that must survive an expired session or token: who may post is seen from the browser's own headers, not from a token.

The pages under /tell/ act on the draft cookie alone (HttpOnly, SameSite=Lax: another site's post never carries it), and a token that
lapsed would cost a stranger what she has just typed. Every browser of the last six years sends Origin or Sec-Fetch-Site with a post and
no page can forge them, so they tell a post of ours from another site's as surely as a token. Something without both is no browser.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def from_here(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def own_forms_only(view: View) -> View:
    """Instead of a token: a post must come from a page of this very host."""

    @csrf_exempt
    @never_cache
    @functools.wraps(view)
    def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST" and not from_here(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked
