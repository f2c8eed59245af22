"""/sponsor/: the rate card, a slot's calendar, enquiries: addresses for everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from sponsors.views import public

urlpatterns: list[URLPattern] = [
    path("sponsor/", public.rate_card, name="sponsor"),
    path("sponsor/slots/<row_id:pk>/", public.slot, name="sponsor_slot"),
    path("sponsor/slots/story/<row_id:story_id>/", public.story_slot, name="sponsor_story_slot"),
    path("sponsor/enquire/", public.ask, name="sponsor_enquire"),
    path("sponsor/enquire/sent/", public.asked, name="sponsor_asked"),
]
