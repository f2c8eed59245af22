"""Every address of writers' own pages: joining, writing together, bringing work in and taking it along."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
