"""Figures, bills and report links."""

from __future__ import annotations

from django.urls import URLPattern, path

from sponsors.views import bills, figures, report

DESK = "sponsor/desk/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("sponsor/report/<str:key>/", report.report, name="sponsor_report"),
    path(f"{DESK}figures/", figures.of_sponsor, name="sponsor_figures"),
    path(f"{DESK}figures.csv", figures.of_sponsor_csv, name="sponsor_figures_csv"),
    path(f"{DESK}placements/<int:pk>/figures/", figures.of_placement, name="placement_figures"),
    path(f"{DESK}placements/<int:pk>/figures.csv", figures.days_csv, name="placement_figures_csv"),
    path(f"{DESK}placements/<int:pk>/figures-by-page.csv", figures.pages_csv, name="placement_pages_csv"),
    path(f"{DESK}placements/<int:pk>/figures.xlsx", figures.xlsx, name="placement_figures_xlsx"),
    path(f"{DESK}placements/<int:pk>/figures/share/", figures.share, name="placement_share"),
    path(f"{DESK}placements/<int:pk>/figures/share/<int:link>/stop/", figures.stop_sharing, name="placement_share_stop"),
    path(f"{DESK}bills/", bills.bills, name="sponsor_bills"),
    path(f"{DESK}bills/<int:pk>/", bills.bill, name="sponsor_bill"),
    path(f"{DESK}bills/<int:pk>.pdf", bills.pdf, name="sponsor_bill_pdf"),
]
