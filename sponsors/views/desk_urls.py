"""/sponsor/desk/: a sponsor's own pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from sponsors.views import desk, desk_booking, desk_members, desk_message, desk_placement

ONE = "sponsor/desk/<slug:slug>/placements/<row_id:pk>/"

urlpatterns: list[URLPattern] = [
    path("sponsor/desk/", desk.home, name="sponsor_desks"),
    path("sponsor/desk/register/", desk.register_sponsor, name="sponsor_register"),
    path("sponsor/desk/join/<str:key>/", desk_members.join, name="sponsor_join"),
    path("sponsor/desk/book/<row_id:pk>/", desk_booking.book_slot, name="sponsor_book"),
    path("sponsor/desk/book/story/<row_id:story_id>/", desk_booking.book_story, name="sponsor_book_story"),
    path("sponsor/desk/<slug:slug>/", desk.sponsor, name="sponsor_desk"),
    path("sponsor/desk/<slug:slug>/organization/", desk.organization, name="sponsor_organization"),
    path("sponsor/desk/<slug:slug>/close/", desk.close, name="sponsor_close"),
    path("sponsor/desk/<slug:slug>/members/", desk_members.members, name="sponsor_members"),
    path("sponsor/desk/<slug:slug>/members/<row_id:pk>/role/", desk_members.change_role, name="sponsor_member_role"),
    path("sponsor/desk/<slug:slug>/members/<row_id:pk>/remove/", desk_members.remove, name="sponsor_member_remove"),
    path("sponsor/desk/<slug:slug>/invitations/<row_id:pk>/stop/", desk_members.stop_invitation, name="sponsor_invitation_stop"),
    path("sponsor/desk/<slug:slug>/waiting/<row_id:pk>/leave/", desk_booking.stop_waiting, name="sponsor_stop_waiting"),
    path(ONE, desk_placement.placement, name="sponsor_placement"),
    path(f"{ONE}message/", desk_message.message, name="sponsor_message"),
    path(f"{ONE}preview/", desk_message.preview, name="sponsor_preview"),
    path(f"{ONE}move/", desk_placement.move, name="sponsor_move"),
    path(f"{ONE}cancel/", desk_placement.cancel, name="sponsor_cancel"),
    path(f"{ONE}take-up/", desk_placement.take_up, name="sponsor_take_up"),
]
