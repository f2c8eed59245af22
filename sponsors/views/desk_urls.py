"""/sponsor/desk/: a sponsor's own pages."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
