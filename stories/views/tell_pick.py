"""Suggestions while a business or a town is typed: a fragment of options, the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from businesses.models import Business, Place, name_key
from stories.models import PublishedStory

MOST = 12


def businesses(request: HttpRequest) -> HttpResponse:
    key = name_key(request.GET.get("q", "")[:120])
    found = Business.objects.listed().filter(key__contains=key).select_related("place").order_by("name", "id")[:MOST] if key else []
    return _options(request, [str(one) for one in found])


def places(request: HttpRequest) -> HttpResponse:
    key = name_key(request.GET.get("q", "")[:120])
    found = Place.objects.shown(PublishedStory.objects.live()).filter(key__startswith=key)[:MOST] if key else []
    return _options(request, [one.label for one in found])


def _options(request: HttpRequest, labels: list[str]) -> HttpResponse:
    response = render(request, "tell/_options.html", {"labels": labels})
    response["Cache-Control"] = "max-age=60"
    return response
