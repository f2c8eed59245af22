"""/desk/: a signed-in person's own page, made of panels from the apps below; where each role lands; the header's personal part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache

from moderation import queue
from pages.views import quote_desk
from people import rules
from people.models import User
from sponsors import on_desk as sponsor_desk
from stories import on_desk
from stories.views.desk import desk_nav
from writers import figures as writer_figures
from writers.views import join as joining

# What apps show on the desk, from top to bottom: each takes the person and gives {"template", ...what it shows}.
PANELS: list[Callable[[User], dict[str, Any]]] = [joining.panel, on_desk.panel, writer_figures.panel, quote_desk.panel, sponsor_desk.panel]


@login_required
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    nav = [*desk_nav("stories"), *sponsor_desk.menu(request.user)]
    return render(request, "desk/desk.html", {"panels": [panel(request.user) for panel in PANELS], "desk_nav": nav})


@never_cache
def landing(request: HttpRequest) -> HttpResponse:
    """After sign-in: editors go to what waits, everybody else to their own desk."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return redirect("/cms/" if rules.may_enter_cms(request.user) else "/desk/")


@cache_control(private=True, no_store=True)
def session(request: HttpRequest) -> HttpResponse:
    """The header's part for whoever is signed in; static/js/session.js asks for it."""
    return render(request, "desk/session.html", {"session": _session(request.user) if request.user.is_authenticated else None})


def _session(user: User) -> dict[str, Any]:
    if rules.may_enter_cms(user):
        return {"label": _("What waits"), "url": "/cms/", "count": queue.how_many_wait()}
    waiting = on_desk.how_many_wait(user)
    if not waiting and not on_desk.has_any(user) and (links := sponsor_desk.menu(user)):
        return {"label": links[0]["label"], "url": links[0]["url"], "count": 0}
    return {"label": _("My stories"), "url": "/desk/", "count": waiting}
