"""Addresses under /demo/; config/urls includes them only where settings.DEMO is on."""

from django.urls import path

from demo import views

urlpatterns = [
    path("", views.start, name="demo"),
    path("as/<slug:key>/", views.continue_as, name="demo_as"),
    path("outbox/", views.outbox, name="demo_outbox"),
    path("outbox/latest/", views.latest, name="demo_latest"),
    path("outbox/<int:pk>/", views.mail, name="demo_mail"),
]
