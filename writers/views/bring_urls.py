"""Addresses under /desk/: bringing posts in, taking one's work along."""

from django.urls import path

from writers.views import bring, take_away

urlpatterns = [
    path("desk/bring/", bring.start, name="bring"),
    path("desk/bring/<int:pk>/", bring.run, name="bring_run"),
    path("desk/bring/<int:pk>/progress/", bring.progress, name="bring_progress"),
    path("desk/bring/<int:pk>/table.csv", bring.table, name="bring_table"),
    path("desk/take-away/", take_away.about, name="take_away"),
    path("desk/take-away/work.zip", take_away.download, name="take_away_zip"),
]
