"""Addresses of writing together: a story's authors at the desk, and the private link of whoever is asked."""

from django.urls import path

from writers.views import together

urlpatterns = [
    path("desk/stories/<int:pk>/together/", together.together, name="desk_together"),
    path("desk/stories/<int:pk>/together/<int:one>/", together.change, name="desk_co_author"),
    path("writers/together/<str:key>/", together.asked, name="co_author"),
    path("writers/together/<str:key>/read/", together.read, name="co_author_read"),
]
