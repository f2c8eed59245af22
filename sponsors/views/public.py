"""/sponsor/: what is for sale and who supports what, the calendar of one slot, and a question before booking. The same bytes for everybody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import throttle
from core.page_cache import reading_page
from core.same_origin import own_forms_only
from sponsors import calendar, enquire, ledger, rates, story_slots
from sponsors.dates import site_today
from sponsors.forms.enquiry import EnquiryForm
from sponsors.models import LineOfBusiness, Slot
from sponsors.states import CannotBook
from stories.models import PublishedStory

MONTHS = 3  # shown at once
FURTHEST = 24  # months ahead
FREE_FOR = timedelta(seconds=15)  # how old what it says of free days may be: holds are taken and lapse all the time
IN_AN_HOUR = 5  # questions from one address


@require_safe
@reading_page
def rate_card(request: HttpRequest) -> HttpResponse:
    now, before = timezone.now(), _cursor(request.GET.get("before", ""))
    past = ledger.past(before)
    context = {
        "rates": [] if before else rates.card(now),
        "running": [] if before else ledger.now(),
        "past": past,
        "older_url": f"?before={past[-1].ends.isoformat()},{past[-1].pk}#past" if len(past) == ledger.PAGE else "",
        "later": bool(before),
        "prohibited": [] if before else LineOfBusiness.objects.filter(prohibited=True),
        "canonical": request.build_absolute_uri("/sponsor/"),
    }
    return _fresh(render(request, "sponsors/rates.html", context), now)


def _cursor(text: str) -> tuple[date, int] | None:
    day, _comma, pk = text.partition(",")
    if not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        return None
    try:
        found = parse_date(day)
    except ValueError:  # a day that no calendar has
        return None
    return (found, int(pk)) if found else None


def _fresh(response: HttpResponse, now: datetime) -> HttpResponse:
    response.fresh_until = now + FREE_FOR  # type: ignore[attr-defined]
    return response


@require_safe
@reading_page
def slot(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Slot.objects.on_offer().select_related("section", "story__published"), pk=pk)
    if found.kind == Slot.Kind.STORY and found.story is None:
        return _fresh(render(request, "sponsors/slot.html", _words(request, found)), timezone.now())
    return _calendar(request, story_slots.as_now(found), book=f"/sponsor/desk/book/{found.pk}/")


@require_safe
@reading_page
def story_slot(request: HttpRequest, story_id: int) -> HttpResponse:
    """The calendar of one story: its own slot, or the terms for any story while nobody has taken a day of it. Nothing is stored."""
    row = get_object_or_404(PublishedStory.objects.live().for_cards().select_related("story"), story_id=story_id)
    found = story_slots.shown(row.story)
    if found is None:
        raise Http404(story_id)
    return _calendar(request, found, book=f"/sponsor/desk/book/story/{story_id}/")


def _calendar(request: HttpRequest, slot: Slot, *, book: str) -> HttpResponse:
    now = timezone.now()
    first = _month(request.GET.get("from", ""), site_today(now))
    this = site_today(now).replace(day=1)
    first_week = calendar.first_free(slot, days=rates.WEEK, now=now)
    context = _words(request, slot) | {
        "book": book,
        "months": calendar.months(slot, first=first, number=MONTHS, now=now),
        "newer_url": f"?from={_later(first, -MONTHS):%Y-%m}" if first > this else "",
        "older_url": f"?from={_later(first, MONTHS):%Y-%m}" if _later(first, MONTHS) < _later(this, FURTHEST) else "",
        "first_day": calendar.first_free(slot, days=1, now=now),
        "first_week": first_week,
        "last_day": first_week + timedelta(days=rates.WEEK - 1) if first_week else None,
    }
    return _fresh(render(request, "sponsors/slot.html", context), now)


def _words(request: HttpRequest, slot: Slot) -> dict[str, Any]:
    return {"slot": slot, "rate": rates.line(slot), "address": rates.address(slot), "canonical": request.build_absolute_uri(request.path)}


def _month(text: str, today: date) -> date:
    """The first of a month between this one and FURTHEST from now; what cannot be read is this one."""
    try:
        asked = parse_date(f"{text}-01") or today
    except ValueError:
        asked = today
    this = today.replace(day=1)
    return min(max(asked.replace(day=1), this), _later(this, FURTHEST - MONTHS))


def _later(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    slot = _asked_about(request)
    if request.method != "POST":
        return _form(request, EnquiryForm(), slot)
    form = EnquiryForm(request.POST)
    if form.is_trap_sprung:
        return redirect("sponsor_asked")  # a script learns nothing from it
    if not form.is_valid():
        return _form(request, form, slot, status=422)
    if not throttle.allowed(request, "enquiry", times=IN_AN_HOUR, seconds=3600):
        form.add_error(None, _("This is the sixth question from you within an hour. Please send it later."))
        return _form(request, form, slot, status=429)
    try:
        enquire.enquire(slot=slot, **{name: form.cleaned_data[name] for name in ("name", "company", "email", "words")})
    except CannotBook as refused:
        form.add_error(None, str(refused))
        return _form(request, form, slot, status=422)
    return redirect("sponsor_asked")


def _asked_about(request: HttpRequest) -> Slot | None:
    pk = request.POST.get("slot") or request.GET.get("slot", "")
    return Slot.objects.select_related("section", "story").filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 10 else None


def _form(request: HttpRequest, form: EnquiryForm, slot: Slot | None, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "slot": slot, "canonical": request.build_absolute_uri("/sponsor/enquire/")}
    return render(request, "sponsors/enquire.html", context, status=status)


@require_safe
@reading_page
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "sponsors/enquire_sent.html")
