"""What browsers call: a placement's click, and what was seen."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
