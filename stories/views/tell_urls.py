"""Addresses under /tell/: the five parts, the last look, what the scripts ask for, and the link in the mail."""

from django.urls import path

from stories.views import tell, tell_pick, tell_send

urlpatterns = [
    path("", tell.part, {"slug": "happened"}, name="tell"),
    path("business/", tell.part, {"slug": "business"}, name="tell_business"),
    path("connection/", tell.part, {"slug": "connection"}, name="tell_connection"),
    path("ending/", tell.part, {"slug": "ending"}, name="tell_ending"),
    path("byline/", tell.part, {"slug": "byline"}, name="tell_byline"),
    path("send/", tell_send.send, name="tell_send"),
    path("sent/", tell_send.sent, name="tell_sent"),
    path("again/", tell_send.again, name="tell_again"),
    path("save/", tell.save, name="tell_save"),
    path("kept/", tell.texts_kept, name="tell_kept"),
    path("discard/", tell_send.discard, name="tell_discard"),
    path("open/<int:pk>/", tell_send.open_draft, name="tell_open"),
    path("claim/<int:pk>/", tell_send.claim, name="tell_claim"),
    path("pick/businesses/", tell_pick.businesses, name="tell_pick_businesses"),
    path("pick/places/", tell_pick.places, name="tell_pick_places"),
    path("confirm/<str:token>/", tell_send.confirm, name="tell_confirm"),
    path("confirm/<str:token>/again/", tell_send.confirm_again, name="tell_confirm_again"),
]
