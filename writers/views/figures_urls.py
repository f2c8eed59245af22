"""Addresses of figures of one's own, and of the beacon that counts readers."""

from django.urls import path

from writers.views import figures

urlpatterns = [
    path("desk/stories/<int:pk>/figures/", figures.figures, name="desk_figures"),
    path("read/<int:pk>/", figures.read, name="read"),
]
