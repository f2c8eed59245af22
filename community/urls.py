"""What readers add: bells, replies and reports, each at its own address."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from community.views import reply, report, ring


class RowConverter(IntConverter):
    """An id that both databases can be asked for; any larger number is no address."""

    regex = "[0-9]{1,18}"


register_converter(RowConverter, "row")

urlpatterns = [
    path("ring/<slug:kind>/<row:target>/", ring.ring, name="ring"),
    path("report/sent/", report.reported, name="reported"),
    path("report/<slug:kind>/<row:target>/", report.report, name="report"),
    path("reply/<row:story>/", reply.reply, name="reply"),
    path("reply/<row:story>/sent/", reply.sent, name="reply_sent"),
    path("reply/<row:story>/waits/", reply.waits, name="reply_waits"),
    path("reply/confirm/<str:token>/", reply.confirm, name="reply_confirm"),
    path("reply/withdraw/<str:token>/", reply.withdraw, name="reply_withdraw"),
    path("replies/<row:story>/", reply.every, name="replies"),
]
