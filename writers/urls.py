"""Every address of writers' own pages: joining, writing together, bringing work in and taking it along."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("writers.views.join_urls")),
    path("", include("writers.views.bring_urls")),
    path("", include("writers.views.together_urls")),
    path("", include("writers.views.figures_urls")),
]
