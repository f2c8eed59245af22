"""Addresses of joining: applying, an application's own page, an invitation, a letter to a writer, her letterbox."""

from django.urls import path

from writers.views import invitation, join, letterbox, write_to

urlpatterns = [
    path("writers/join/apply/", join.form, name="apply"),
    path("writers/join/sent/", join.sent, name="application_sent"),
    path("writers/join/application/<str:key>/", join.application, name="application"),
    path("writers/join/application/<str:key>/withdraw/", join.withdraw, name="application_withdraw"),
    path("writers/join/invitation/<str:key>/", invitation.invitation, name="writer_invitation"),
    path("writers/join/letter/<str:key>/", write_to.confirm, name="letter_confirm"),
    path("writers/<slug:handle>/write/", write_to.write_to, name="write_to"),
    path("writers/<slug:handle>/write/sent/", write_to.sent, name="write_to_sent"),
    path("writers/<slug:handle>/write/passed-on/", write_to.passed_on, name="write_to_passed_on"),
    path("desk/letters/", letterbox.letterbox, name="desk_letters"),
    path("desk/application/<int:pk>/", join.own, name="desk_application"),
]
