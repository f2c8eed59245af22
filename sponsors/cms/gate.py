"""Who may manage sponsorships in the CMS: editors, by a permission that stories/setup.py gives them. Moderators may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from people.models import User

PERMISSION = "sponsors.change_sponsor"


def may_manage(user: User) -> bool:
    return bool(user.is_authenticated and user.is_active and user.has_perm(PERMISSION))


def managers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_manage(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
