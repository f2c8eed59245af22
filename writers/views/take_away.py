"""/desk/take-away/: what the zip holds, and the zip."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from stories.views.desk import desk_nav
from writers import take_away


@login_required
@never_cache
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "writers/take_away.html", {"count": take_away.how_many(request.user), "desk_nav": desk_nav("take-away")})


@login_required
@never_cache
def download(request: HttpRequest) -> StreamingHttpResponse:
    name = take_away.filename(request.user)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(take_away.take_away(request.user), content_type="application/zip", headers=headers)
