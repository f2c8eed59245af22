"""One placement on its sponsor's desk: where it stands, moving or extending it, cancelling it, taking lapsed days again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sponsors import bill, book, calendar, on_desk, place, price, rules
from sponsors.dates import site_today
from sponsors.forms.booking import CancelForm, DaysForm
from sponsors.models import Member, Placement
from sponsors.offer import offer, own_days
from sponsors.states import CannotBook
from sponsors.views.own import own_placement, sponsor_nav

MONTHS = 4  # shown on the calendar


def one_of(placement: Placement) -> on_desk.OnDesk:
    return on_desk.shown([placement], now=timezone.now())[0]


@login_required
@never_cache
def placement(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, member = own_placement(request, slug, pk, "book")
    one = one_of(found)
    new = one.open_creative if found.creative else None
    context = {
        "sponsor": found.sponsor,
        "one": one,
        "may_bills": rules.may(member, "bills"),
        "shown": place.preview(one.latest_creative) if one.latest_creative and not new else None,
        "old": place.preview(found.creative) if new and found.creative else None,
        "new": place.preview(new) if new else None,
        "new_state": new.state if new else "",
        "rate": price.money(found.rate, found.currency),
        "came_to": bill.came_to(found),
        "desk_nav": sponsor_nav(member, "placements"),
    }
    return render(request, "sponsors/desk_placement.html", context)


@login_required
@never_cache
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Other days, with what they cost, before anything is changed."""
    found, member = own_placement(request, slug, pk, "book")
    typed = request.POST if request.method == "POST" else request.GET if "starts" in request.GET else None
    form = DaysForm(typed, initial={"starts": found.starts, "ends": found.ends})
    problem, runs = "", one_of(found).stage == "running"
    if request.method == "POST" and form.is_valid():
        try:
            book.move(found, by=request.user, **form.cleaned_data)
            words = _("Extended to %(dates)s. The bill for the added days is on its way.") if runs else _("Moved to %(dates)s.")
            messages.success(request, words % {"dates": on_desk.dates(found.starts, found.ends)})
            return redirect(found.get_absolute_url())
        except CannotBook as refused:
            problem = str(refused)
    context = _move_page(found, member, form) | {"problem": problem, "address": request.path}
    template = "sponsors/_desk_price.html" if request.headers.get("HX-Request") else "sponsors/desk_move.html"
    return render(request, template, context, status=409 if problem else 422 if form.is_bound and form.errors else 200)


def _move_page(found: Placement, member: Member, form: DaysForm) -> dict[str, Any]:
    now = timezone.now()
    chosen = None
    if form.is_bound and form.is_valid():
        chosen = offer(slot=found.slot, sponsor=found.sponsor, now=now, placement=found, **form.cleaned_data)
    one = one_of(found)
    if one.stage == "running":
        form.fields["starts"].widget.attrs["readonly"] = True
    return {
        "sponsor": found.sponsor,
        "one": one,
        "title": found.slot.label,
        "moving": found,
        "form": form,
        "offer": chosen,
        "months": _months(found, now),
        "desk_nav": sponsor_nav(member, "placements"),
    }


def _months(found: Placement, now: datetime) -> list[calendar.Month]:
    """Its own days count as free: it may go on having them."""
    own = own_days(found)

    def seen(day: calendar.Day | None) -> calendar.Day | None:
        return replace(day, free=day.free + 1) if day and day.day in own else day

    months = calendar.months(found.slot, first=max(found.starts, site_today(now)), number=MONTHS, now=now)
    return [replace(month, weeks=[[seen(day) for day in week] for week in month.weeks]) for month in months]


@login_required
@never_cache
def cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks first."""
    found, member = own_placement(request, slug, pk, "book")
    form = CancelForm(request.POST if request.method == "POST" else None, use_required_attribute=False)
    if form.is_valid():
        try:
            book.cancel(found, by=request.user, words=form.cleaned_data["words"])
            messages.success(request, _("Cancelled. The days are free again."))
            return redirect("sponsor_desk", slug=slug)
        except CannotBook as refused:
            form.add_error(None, str(refused))
    context = {"sponsor": found.sponsor, "one": one_of(found), "form": form, "desk_nav": sponsor_nav(member, "placements")}
    return render(request, "sponsors/desk_cancel.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def take_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The days of a lapsed hold once more, while they are free."""
    found, _member = own_placement(request, slug, pk, "book")
    try:
        book.take_up(found, by=request.user)
        messages.success(request, _("The days are yours again. Send your message to the editors before the hold ends."))
    except CannotBook as refused:
        messages.error(request, str(refused))
    return redirect(found.get_absolute_url())
