"""Addresses under /desk/stories/: an author's own stories."""

from django.urls import path

from stories.views import desk, desk_blocks, desk_change, desk_history, desk_new, desk_notes, desk_remarks

urlpatterns = [
    path("<int:pk>/", desk.story, name="desk_story"),
    path("<int:pk>/read/", desk.read, name="desk_read"),
    path("<int:pk>/edit/", desk_change.edit, name="desk_edit"),
    path("<int:pk>/save/", desk_change.save, name="desk_save"),
    path("<int:pk>/kept/", desk_blocks.texts_kept, name="desk_kept"),
    path("<int:pk>/send/", desk.send, name="desk_send"),
    path("<int:pk>/pull-back/", desk.pull_back, name="desk_pull_back"),
    path("<int:pk>/withdraw/", desk.withdraw, name="desk_withdraw"),
    path("<int:pk>/answer/", desk.answer, name="desk_answer"),
    path("new/", desk_new.new, name="desk_new"),
    path("<int:pk>/throw-away/", desk_new.throw_away, name="desk_throw_away"),
    path("<int:pk>/preview/", desk_blocks.preview, name="desk_preview"),
    path("<int:pk>/checks/", desk_blocks.checks, name="desk_checks"),
    path("<int:pk>/ask-again/", desk.ask_once_more, name="desk_ask_again"),
    path("<int:pk>/not-before/", desk.not_before, name="desk_not_before"),
    path("<int:pk>/remarks/<int:remark>/", desk_remarks.answer, name="desk_remark"),
    path("<int:pk>/changes/accept/", desk_remarks.accept, name="desk_accept"),
    path("<int:pk>/changes/discuss/", desk_remarks.discuss, name="desk_discuss"),
    path("<int:pk>/history/", desk_history.listed, name="desk_history"),
    path("<int:pk>/history/compare/", desk_history.compare, name="desk_compare"),
    path("<int:pk>/history/<int:revision>/restore/", desk_history.restore, name="desk_restore"),
    path("<int:pk>/notes/", desk_notes.notes, name="desk_notes"),
    path("<int:pk>/notes/<int:note>/take-back/", desk_notes.take_back, name="desk_note_take_back"),
]
