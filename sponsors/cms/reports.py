"""What editors look at: slots by week, revenue by month and slot, what does not go together."""

from __future__ import annotations

import csv
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quotes.take_away import harmless
from sponsors import conflicts, revenue
from sponsors.cms import week_plan
from sponsors.cms.gate import managers_only
from sponsors.cms.typed_money import shown
from sponsors.dates import site_today
from sponsors.price import money

FIRST_YEAR, LAST_YEAR = 2000, 2199


@managers_only
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    return render(request, "cms/sponsor_calendar.html", {"plan": week_plan.plan(_from(request)), "today": site_today()})


def _from(request: HttpRequest) -> date:
    """Any day of the first week to show; this week where it says nothing that is a day."""
    try:
        day = parse_date(request.GET.get("from", ""))
    except ValueError:
        day = None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else site_today()


@managers_only
@require_safe
def revenue_by_month(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    tables = [_readable(table) for table in _tables(year)]
    return render(request, "cms/sponsor_revenue.html", {"tables": tables, "year": year, "before": year - 1, "after": year + 1})


@managers_only
@require_safe
def revenue_csv(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")  # the mark lets spreadsheets read it as UTF-8
    response["Content-Disposition"] = f'attachment; filename="sponsor-revenue-{year}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Slot"), _("Currency"), *(f"{year}-{month:02}" for month in range(1, 13)), _("Sum")])
    for table in _tables(year):
        for row in table.rows:
            writer.writerow([harmless(row.slot), table.currency, *(shown(amount, table.currency) for amount in [*row.amounts, row.total])])
    return response


def _year(request: HttpRequest) -> int:
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else site_today().year


def _tables(year: int) -> list[revenue.Table]:
    return revenue.by_month(first=date(year, 1, 1), last=date(year, 12, 31))


def _readable(table: revenue.Table) -> dict[str, object]:
    def told(amounts: list[int]) -> list[str]:
        return [money(amount, table.currency) if amount else "" for amount in amounts]

    return {
        "currency": table.currency,
        "months": table.month_labels,
        "rows": [(row.slot, told(row.amounts), money(row.total, table.currency)) for row in table.rows],
        "totals": told(table.totals),
        "total": money(table.total, table.currency),
    }


@managers_only
@require_safe
def conflict_report(request: HttpRequest) -> HttpResponse:
    return render(request, "cms/sponsor_conflicts.html", {"kinds": conflicts.found(site_today())})
