"""Figures, bills and report links."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
