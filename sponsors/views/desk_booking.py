"""Booking: a slot's calendar and price, a hold, the waiting list. What is done with a placement afterwards is in desk_placement.py."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sponsors import book, calendar, price, rules, story_slots, wait
from sponsors.dates import dates, site_today
from sponsors.forms.booking import BookForm
from sponsors.models import Member, Placement, Slot, Sponsor
from sponsors.offer import Offer, offer
from sponsors.states import CannotBook
from sponsors.views.desk import person_nav
from sponsors.views.own import own_sponsor
from stories.models import StoryPage

MONTHS = 4  # shown on the calendar
A_DAY = re.compile(r"(\d{4}-\d\d-\d\d)?", re.ASCII)  # as date boxes send it; nothing where none was picked


@login_required
@never_cache
def book_slot(request: HttpRequest, pk: int) -> HttpResponse:
    sold = Slot.objects.on_offer().select_related("section", "story").exclude(kind=Slot.Kind.STORY, story=None)
    return _book(request, story_slots.as_now(get_object_or_404(sold, pk=pk)))


@login_required
@never_cache
def book_story(request: HttpRequest, story_id: int) -> HttpResponse:
    """A single story: its own slot, or the terms for any story until somebody takes its first days."""
    story = get_object_or_404(StoryPage.objects.live(), pk=story_id)
    slot = story_slots.shown(story)
    if slot is None:
        raise Http404(story_id)
    return _book(request, slot)


def bookers(request: HttpRequest) -> list[Sponsor]:
    """For whom this person may book."""
    members = Member.objects.filter(user=request.user).select_related("sponsor__line").order_by("sponsor__name", "pk")
    return [member.sponsor for member in members if rules.may(member, "book")]


def _book(request: HttpRequest, slot: Slot) -> HttpResponse:
    sponsors = bookers(request)
    form = BookForm(_typed(request), sponsors=sponsors, initial={"starts": request.GET.get("starts", "")[:10]})
    problem = ""
    if request.method == "POST" and sponsors and form.is_valid():
        try:
            return _wait(request, slot, form) if request.POST.get("do") == "wait" else _hold(request, slot, form)
        except CannotBook as refused:
            problem = str(refused)
    context = _page(request, slot, form, sponsors) | {"problem": problem}
    template = "sponsors/_desk_price.html" if request.headers.get("HX-Request") else "sponsors/desk_book.html"
    return render(request, template, context, status=409 if problem else 422 if form.is_bound and form.errors else 200)


def _typed(request: HttpRequest) -> QueryDict | None:
    """From the public calendar a first day may come alone: that is a beginning, and no mistake."""
    if request.method == "POST":
        return request.POST
    begun = not request.GET.get("ends") and "sponsor" not in request.GET and A_DAY.fullmatch(request.GET.get("starts", ""))
    return request.GET if "starts" in request.GET and not begun else None


def _wish(form: BookForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("sponsor", "starts", "ends")}


def _hold(request: HttpRequest, slot: Slot, form: BookForm) -> HttpResponse:
    """A second click, or the same days once more, leads to what the first one made: nobody holds the same days twice (book.hold)."""
    wish = _wish(form)
    try:
        made = book.hold(slot=slot, by=request.user, **wish)
    except CannotBook:
        lapsed = Q(state=Placement.State.HELD, held_until__lte=timezone.now())
        here = {"slot": slot.pk} if slot.pk else {"slot__story": slot.story}  # a story's slot is made by its first hold
        again = Placement.objects.current_or_coming(site_today()).filter(**here, **wish).exclude(lapsed).first()
        if again is None:
            raise
        messages.info(request, _("You hold these days already."))
        return redirect(again.get_absolute_url())
    messages.success(request, _("These days are yours for now. Write your message and send it to the editors before the hold ends."))
    return redirect("sponsor_message", slug=wish["sponsor"].slug, pk=made.pk)


def _wait(request: HttpRequest, slot: Slot, form: BookForm) -> HttpResponse:
    wish = _wish(form)
    wait.wait_for(slot=slot, by=request.user, **wish)
    messages.success(request, _("You are on the waiting list. We write to you if these days come free."))
    return redirect("sponsor_desk", slug=wish["sponsor"].slug)


@login_required
@require_POST
def stop_waiting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, _member = own_sponsor(request, slug, "book")
    row = get_object_or_404(found.waits_for.select_related("slot__section", "slot__story", "sponsor"), pk=pk)
    try:
        wait.leave(row, by=request.user)
        messages.success(request, _("You are off the waiting list for %(slot)s, %(dates)s.") % {"slot": row.slot.label, "dates": dates(row.starts, row.ends)})
    except CannotBook as refused:
        messages.error(request, str(refused))
    return redirect("sponsor_desk", slug=slug)


def _page(request: HttpRequest, slot: Slot, form: BookForm, sponsors: list[Sponsor]) -> dict[str, Any]:
    now = timezone.now()
    chosen = _offer(slot, form, sponsors)
    first = chosen.starts if chosen else site_today(now)
    return {
        "slot": slot,
        "title": slot.label,
        "form": form,
        "sponsors": sponsors,
        "for_sponsor": form.cleaned_data.get("sponsor") if form.is_bound and form.is_valid() else None,
        "offer": chosen,
        "months": calendar.months(slot, first=_near(first, site_today(now)), number=MONTHS, now=now),
        "address": request.path,
        "rate": price.money(slot.rate, slot.currency),
        "desk_nav": person_nav(),
    }


def _offer(slot: Slot, form: BookForm, sponsors: list[Sponsor]) -> Offer | None:
    """Nothing until two days in their order are picked, and by somebody who may book."""
    if not (sponsors and form.is_bound and form.is_valid()):
        return None
    return offer(slot=slot, now=timezone.now(), **_wish(form))


def _near(day: date, today: date) -> date:
    """The calendar starts where the wish is, as long as that is a time we sell."""
    return day if 0 <= (day - today).days <= rules.FURTHEST else today
