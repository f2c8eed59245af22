"""What browsers call: a placement's click, and what was seen."""

from __future__ import annotations

from django.urls import URLPattern, path

from sponsors.views import hits

urlpatterns: list[URLPattern] = [
    path("go/<str:token>/", hits.go, name="sponsor_go"),
    path("seen/", hits.seen, name="sponsor_seen"),
    path("seen/nonce/", hits.nonce, name="sponsor_seen_nonce"),
]
