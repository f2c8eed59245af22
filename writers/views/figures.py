"""/desk/stories/<pk>/figures/ for its authors, and /read/<story>/, which a reading page's script calls once the story was read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core import same_origin, throttle
from core.robots import is_robot
from moderation import arrival
from stories.models import PublishedStory
from stories.views.desk import desk_nav, own_review
from writers import figures as counted
from writers import readers

A_MINUTE = 120  # from one address of the net: a whole school may read behind one
AHEAD = ("Sec-Purpose", "Purpose", "X-Moz")  # what browsers say that load before anybody asked


@login_required
@never_cache
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else's story is not found, and neither is one that readers cannot see."""
    found = own_review(request, pk)
    row = PublishedStory.objects.live().for_cards().filter(story_id=found.story_id).first()
    if row is None:
        raise Http404
    asked = request.GET.get("days", "")
    span = next((days for days in counted.SPANS if str(days) == asked), counted.SPANS[0])
    context = {"row": row, "figures": counted.of(row, days=span), "span": span, "spans": counted.SPANS, "desk_nav": desk_nav("stories")}
    return render(request, "writers/figures.html", context)


@csrf_exempt
@never_cache
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Says nothing about whether it was counted, and sets no cookie."""
    if _is_reader(request) and throttle.allowed(request, "read", times=A_MINUTE, seconds=60):
        user = arrival.sender(request)
        readers.count(pk, reader=throttle.reader_key(request), from_feed=request.body[:8] == b"feed", user=user)
    return HttpResponse(status=204)


def _is_reader(request: HttpRequest) -> bool:
    """A browser in which a page of ours stands open; it names itself and where it stands."""
    says_where = "Sec-Fetch-Site" in request.headers or "Origin" in request.headers
    ahead = any(request.headers.get(name) for name in AHEAD)
    return says_where and same_origin.from_here(request) and not ahead and not is_robot(request.headers.get("User-Agent", ""))
