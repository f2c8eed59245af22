"""/sponsor/: the rate card, a slot's calendar, enquiries: addresses for everybody."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
