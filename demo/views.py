"""/demo/: one button per role, their tours, and the mails this machine would have sent. None of it exists outside the demo."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from post_office.models import Email

from demo import roles

MAILS_ON_A_PAGE = 30


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The roles and their tours; `?role=` opens that one's tour."""
    shown = [role.as_shown() for role in roles.ROLES]
    context = {"roles": shown, "open": request.GET.get("role", ""), "has_outbox": settings.MAIL is None, "mails": Email.objects.count()}
    return render(request, "demo/start.html", context)


@require_POST
def continue_as(request: HttpRequest, key: str) -> HttpResponse:
    """Signs in as the person of a role, without password or second factor, and goes where that role works."""
    role = roles.role(key)
    if role is None:
        raise Http404
    logout(request)
    person = role.person()
    if person is not None:
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    elif role.email:
        raise Http404
    return redirect(role.lands_on)


@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """Mails, newest first; `?to=` shows those to one address."""
    page = Paginator(_to(_mails(), request), MAILS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "demo/outbox.html", {"page": page, "to": _address(request)})


@never_cache
def latest(request: HttpRequest) -> HttpResponse:
    """Straight to the newest mail to an address: where "check your e-mail" leads in the demo."""
    newest = _to(_mails(), request).first()
    return redirect("demo_mail", newest.pk) if newest else redirect("demo_outbox")


@never_cache
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as text, its links made clickable: the HTML version says the same, and would bring its own styles.

    Links to this site follow the host of the request: signed in at localhost is not signed in at 127.0.0.1.
    """
    shown = get_object_or_404(_mails(), pk=pk)
    here = request.build_absolute_uri("/").rstrip("/")
    words = shown.message.replace(settings.WAGTAILADMIN_BASE_URL.rstrip("/"), here)
    return render(request, "demo/mail.html", {"mail": shown, "words": words})


def _mails() -> QuerySet[Email]:
    if settings.MAIL is not None:  # mails go out for real: nobody but their readers sees them
        raise Http404
    return Email.objects.order_by("-created", "-pk")


def _to(mails: QuerySet[Email], request: HttpRequest) -> QuerySet[Email]:
    to = _address(request)
    return mails.filter(to__icontains=to) if to else mails


def _address(request: HttpRequest) -> str:
    return request.GET.get("to", "").strip().lower().replace("\x00", "")[:254]
