
from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("writers.views.join_urls")),
    path("", include("writers.views.bring_urls")),
]
