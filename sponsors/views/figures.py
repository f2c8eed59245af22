"""What was seen and clicked: pages and files for a sponsor's members, and the links they make for others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core import mail
from sponsors import chart, report
from sponsors import figures as counted
from sponsors.dates import dates, site_today
from sponsors.models import Member, Placement
from sponsors.states import CannotBook
from sponsors.views.own import own_placement, own_sponsor, sponsor_nav

LONGEST = timedelta(days=366 * 20)  # nothing is older


@login_required
@never_cache
@require_safe
def of_placement(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    placement, member = own_placement(request, slug, pk, "figures")
    return render(request, "sponsors/figures.html", _page(placement, member))


@login_required
@never_cache
@require_safe
def days_csv(request: HttpRequest, slug: str, pk: int) -> StreamingHttpResponse:
    placement, _member = own_placement(request, slug, pk, "figures")
    return _csv(report.days(placement), report.filename(placement, "csv"))


@login_required
@never_cache
@require_safe
def pages_csv(request: HttpRequest, slug: str, pk: int) -> StreamingHttpResponse:
    placement, _member = own_placement(request, slug, pk, "figures")
    return _csv(report.pages(placement, base=mail.absolute("")), report.filename(placement, "csv", what="pages"))


@login_required
@never_cache
@require_safe
def xlsx(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    placement, _member = own_placement(request, slug, pk, "figures")
    response = HttpResponse(report.workbook(placement, base=mail.absolute("")), content_type=report.XLSX)
    response["Content-Disposition"] = f'attachment; filename="{report.filename(placement, "xlsx")}"'
    return response


@login_required
@never_cache
@require_POST
def share(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Shows the link at once and never again: its key is not kept."""
    placement, member = own_placement(request, slug, pk, "figures")
    lasts = request.POST.get("lasts", "")
    if lasts not in {str(days) for days in report.LASTS}:
        return _refused(request, placement, member, _("Choose how long the link should work."), status=422)
    try:
        link, key = report.share(placement, by=member.user, lasts=int(lasts))
    except CannotBook as problem:
        return _refused(request, placement, member, str(problem), status=409)
    url = mail.absolute(reverse("sponsor_report", args=[key]))
    return render(request, "sponsors/report_made.html", _frame(member) | {"placement": placement, "link": link, "url": url})


@login_required
@never_cache
@require_POST
def stop_sharing(request: HttpRequest, slug: str, pk: int, link: int) -> HttpResponse:
    placement, _member = own_placement(request, slug, pk, "figures")
    found = placement.report_links.filter(pk=link).first()
    if found is None:
        raise Http404(link)
    report.stop(found)
    messages.success(request, _("The link is stopped. Nobody can open it any more."))
    return redirect("placement_figures", slug=slug, pk=pk)


@login_required
@never_cache
@require_safe
def of_sponsor(request: HttpRequest, slug: str) -> HttpResponse:
    sponsor, member = own_sponsor(request, slug, "figures")
    everything = counted.span(sponsor)
    first, last, wrong = _days(request, everything)
    found = counted.of_sponsor(sponsor, first=first, last=last)
    context = {"sponsor": sponsor, "figures": found, "charts": chart.draw(found.periods), "first": first, "last": last, "wrong": wrong}
    context["ranges"] = _ranges(everything, (first, last))
    return render(request, "sponsors/figures_all.html", _frame(member, "figures") | context, status=422 if wrong else 200)


@login_required
@never_cache
@require_safe
def of_sponsor_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    sponsor, _member = own_sponsor(request, slug, "figures")
    first, last, _wrong = _days(request, counted.span(sponsor))
    return _csv(report.all_days(sponsor, first=first, last=last), f"{sponsor.slug}-{first}-{last}-figures.csv")


def _page(placement: Placement, member: Member) -> dict[str, Any]:
    found = counted.of_placement(placement)
    links = report.open_links(placement).select_related("made_by")
    own = {"placement": placement, "figures": found, "charts": chart.draw(found.periods), "links": links, "lasts": report.LASTS}
    own["dates"] = dates(placement.starts, placement.ends)
    return _frame(member) | own


def _refused(request: HttpRequest, placement: Placement, member: Member, words: str, *, status: int) -> HttpResponse:
    return render(request, "sponsors/figures.html", _page(placement, member) | {"wrong": words}, status=status)


def _frame(member: Member, current: str = "placements") -> dict[str, Any]:
    return {"sponsor": member.sponsor, "desk_nav": sponsor_nav(member, current)}


def _days(request: HttpRequest, everything: tuple[date, date]) -> tuple[date, date, str]:
    """The days asked for, or all there are; and what is wrong with those asked for."""
    try:
        since, until = (parse_date(request.GET.get(name, "")) for name in ("from", "to"))
    except ValueError:  # February 30
        return *everything, _("Choose days that are in the calendar.")
    since, until = since or everything[0], until or everything[1]
    if since > until:
        return *everything, _("The first day is after the last: choose them the other way round.")
    if until - since > LONGEST:
        return *everything, _("Choose fewer days.")
    return since, until, ""


def _ranges(everything: tuple[date, date], chosen: tuple[date, date]) -> list[dict[str, Any]]:
    today = site_today()
    ranges = {
        _("Last 30 days"): (today - timedelta(days=29), today),
        _("Last 12 months"): (today - timedelta(days=364), today),
        _("Everything"): everything,
    }
    return [{"label": label, "url": f"?from={days[0]}&to={days[1]}", "current": days == chosen} for label, days in ranges.items()]


def _csv(rows, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(report.as_csv(rows), content_type=report.CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
