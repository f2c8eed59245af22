"""What readers add: bells, replies and reports, each at its own address."""

from django.urls import path

from community.views import reply, report, ring

urlpatterns = [
    path("ring/<slug:kind>/<row_id:target>/", ring.ring, name="ring"),
    path("report/sent/", report.reported, name="reported"),
    path("report/<slug:kind>/<row_id:target>/", report.report, name="report"),
    path("reply/<row_id:story>/", reply.reply, name="reply"),
    path("reply/<row_id:story>/sent/", reply.sent, name="reply_sent"),
    path("reply/<row_id:story>/waits/", reply.waits, name="reply_waits"),
    path("reply/confirm/<str:token>/", reply.confirm, name="reply_confirm"),
    path("reply/withdraw/<str:token>/", reply.withdraw, name="reply_withdraw"),
    path("replies/<row_id:story>/", reply.every, name="replies"),
]
