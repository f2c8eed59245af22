"""/sponsor/report/<key>/: one placement's figures for whoever holds the link. No cookie, no names of members, no bills."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sponsors import chart, figures
from sponsors import report as reports
from sponsors.dates import dates, site_today


@never_cache
@require_safe
def report(request: HttpRequest, key: str) -> HttpResponse:
    link = reports.find(key)
    if link is None:
        raise Http404("report")
    if reports.is_open(link):
        found = figures.of_placement(link.placement)
        context = {"placement": link.placement, "figures": found, "charts": chart.draw(found.periods), "until": link.expires_at}
        context["dates"] = dates(link.placement.starts, link.placement.ends)
        context["over"] = link.placement.ends < site_today()
        response = render(request, "sponsors/report.html", context)
    else:
        response = render(request, "sponsors/report_over.html", status=410)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
