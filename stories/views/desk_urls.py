"""Addresses under /desk/stories/: an author's own stories."""

from django.urls import path

from stories.views import desk, desk_change

urlpatterns = [
    path("<int:pk>/", desk.story, name="desk_story"),
    path("<int:pk>/read/", desk.read, name="desk_read"),
    path("<int:pk>/edit/", desk_change.edit, name="desk_edit"),
    path("<int:pk>/save/", desk_change.save, name="desk_save"),
    path("<int:pk>/kept/", desk_change.texts_kept, name="desk_kept"),
    path("<int:pk>/send/", desk.send, name="desk_send"),
    path("<int:pk>/pull-back/", desk.pull_back, name="desk_pull_back"),
    path("<int:pk>/withdraw/", desk.withdraw, name="desk_withdraw"),
    path("<int:pk>/answer/", desk.answer, name="desk_answer"),
]
