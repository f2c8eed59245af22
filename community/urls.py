"""What readers add: bells, replies and reports, each at its own address."""

from django.urls import path

from community.views import reply, report, ring

urlpatterns = [
    path("ring/<slug:kind>/<int:target>/", ring.ring, name="ring"),
    path("report/sent/", report.reported, name="reported"),
    path("report/<slug:kind>/<int:target>/", report.report, name="report"),
    path("reply/<int:story>/", reply.reply, name="reply"),
    path("reply/<int:story>/sent/", reply.sent, name="reply_sent"),
    path("reply/<int:story>/waits/", reply.waits, name="reply_waits"),
    path("reply/confirm/<str:token>/", reply.confirm, name="reply_confirm"),
    path("reply/withdraw/<str:token>/", reply.withdraw, name="reply_withdraw"),
    path("replies/<int:story>/", reply.every, name="replies"),
]
