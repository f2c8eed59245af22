"""Calls, and what came in answer to one: stories in whatever state they are, and applications."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stories.models import CallPage, Review
from writers.cms.gate import editors_only
from writers.models import Application

PAGE = 50


@editors_only
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    confirmed = Q(applications__confirmed_at__isnull=False)
    counted = {"answered_by_stories": Count("answers", distinct=True), "answered_by_people": Count("applications", filter=confirmed, distinct=True)}
    rows = CallPage.objects.annotate(**counted).order_by("-opens_at", "-pk")
    return render(request, "cms/writer_calls.html", {"page": Paginator(rows, PAGE).get_page(request.GET.get("p")), "now": timezone.now()})


@editors_only
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(CallPage, pk=pk)
    if found.kind == CallPage.Kind.WRITERS:
        rows = Application.objects.filter(call=found).exclude(confirmed_at=None).order_by("-confirmed_at", "-pk")
    else:
        rows = Review.objects.filter(call=found).select_related("story", "owner").order_by("-submitted_at", "-pk")
    context = {"call": found, "open": found.is_open(timezone.now()), "page": Paginator(rows, PAGE).get_page(request.GET.get("p"))}
    return render(request, "cms/writer_call.html", context)
