"""/sponsor/desk/: a person's sponsors, registering one, its placements by state, its details, and closing it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sponsors import on_desk, register, rules
from sponsors.forms.organisation import CloseForm, OrganisationForm
from sponsors.models import Member, Sponsor
from sponsors.states import CannotBook
from sponsors.views.own import own_sponsor, sponsor_nav

LOGO = "logo"


@login_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """One sponsor: straight to it. None: what sponsoring is, and how to register."""
    members = list(Member.objects.filter(user=request.user).select_related("sponsor").order_by("sponsor__name", "pk"))
    if len(members) == 1:
        return redirect("sponsor_desk", slug=members[0].sponsor.slug)
    if not members:
        return redirect("sponsor_register")
    return render(request, "sponsors/desk_home.html", {"members": members, "desk_nav": person_nav()})


def person_nav() -> list[dict[str, object]]:
    """The menu where no sponsor is chosen yet."""
    return [
        {"label": _("My sponsorships"), "url": "/sponsor/desk/", "current": True},
        {"label": _("What is for sale"), "url": "/sponsor/", "current": False},
        {"label": _("My stories"), "url": "/desk/", "current": False},
    ]


@login_required
@never_cache
def register_sponsor(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST, request.FILES) if request.method == "POST" else OrganisationForm()
    if form.is_valid():
        made = _registered(request, form)
        if made:
            messages.success(request, _("Registered. An editor looks at it and answers you by e-mail."))
            return redirect("sponsor_desk", slug=made.slug)
    context = {"form": form, "desk_nav": person_nav(), "has_sponsor": Member.objects.filter(user=request.user).exists()}
    return render(request, "sponsors/desk_register.html", context, status=422 if form.is_bound else 200)


def _registered(request: HttpRequest, form: OrganisationForm) -> Sponsor | None:
    """All of it or nothing: with a logo that cannot be used the form comes back, and no sponsor is made."""
    field = None
    try:
        with transaction.atomic():
            made = register.register(user=request.user, **form.values())
            if form.cleaned_data[LOGO]:
                field = LOGO
                register.set_logo(made, by=request.user, upload=form.cleaned_data[LOGO])
            return made
    except CannotBook as problem:
        form.refuse(field, str(problem))
        return None


@login_required
@never_cache
def sponsor(request: HttpRequest, slug: str) -> HttpResponse:
    found, member = own_sponsor(request, slug, "figures")
    groups, more = on_desk.grouped(found, now=timezone.now(), all_past="all" in request.GET)
    context = {
        "sponsor": found,
        "member": member,
        "may_book": rules.may(member, "book"),
        "groups": groups,
        "more": more,
        "waits": on_desk.waiting_list(found),
        "desk_nav": sponsor_nav(member, "placements"),
    }
    return render(request, "sponsors/desk_sponsor.html", context)


@login_required
@never_cache
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Its details and its logo."""
    found, member = own_sponsor(request, slug, "members")
    form = OrganisationForm(request.POST, request.FILES, sponsor=found) if request.method == "POST" else OrganisationForm(sponsor=found)
    if form.is_valid() and _changed(request, found, form):
        messages.success(request, _("Changed."))
        if form.left_out():
            words = _("Still on your list: %(names)s. Only an editor takes a business off it: write to us from the contact page.")
            messages.info(request, words % {"names": ", ".join(form.left_out())})
        return redirect("sponsor_organization", slug=slug)
    context = {"sponsor": found, "form": form, "desk_nav": sponsor_nav(member, "organization")}
    return render(request, "sponsors/desk_organization.html", context, status=422 if form.is_bound else 200)


def _changed(request: HttpRequest, found: Sponsor, form: OrganisationForm) -> bool:
    field = None
    try:
        with transaction.atomic():
            register.change(found, by=request.user, **form.values())
            if form.cleaned_data[LOGO]:
                field = LOGO
                register.set_logo(found, by=request.user, upload=form.cleaned_data[LOGO])
    except CannotBook as problem:
        form.refuse(field, str(problem))
        return False
    return True


@login_required
@never_cache
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first, and says what stays."""
    found, member = own_sponsor(request, slug, "members")
    form = CloseForm(request.POST if request.method == "POST" else None, use_required_attribute=False)
    if form.is_valid():
        try:
            register.close(found, by=request.user, words=form.cleaned_data["words"])
            messages.success(request, _("This account is closed. Its bills and figures stay here for you."))
            return redirect("sponsor_desk", slug=slug)
        except CannotBook as problem:
            form.add_error(None, str(problem))
    context = {"sponsor": found, "form": form, "desk_nav": sponsor_nav(member, "organization")}
    return render(request, "sponsors/desk_close.html", context, status=422 if form.is_bound else 200)
