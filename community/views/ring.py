"""/ring/<kind>/<id>/: rings the bell or takes the ring back. It acts on no cookie; script gets figures, a plain form gets a page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community import ring as rings
from core import throttle
from core.same_origin import own_forms_only

AN_HOUR = 120  # rings from one address, whatever they are for
FOR_ONE_THING = 8  # a day from one address: a household or an office, not a crowd


@own_forms_only
@require_POST
def ring(request: HttpRequest, kind: str, target: int) -> HttpResponse:
    receipt = request.POST.get("receipt", "")
    try:
        if receipt:
            rung = rings.take_back(kind, target, receipt=receipt)
        elif _too_many(request, kind, target):
            return _too_often(request)
        else:
            rung = rings.ring(kind, target, reader=throttle.reader_key(request))
    except rings.CannotRing as problem:
        raise Http404(str(problem)) from None
    if _wants_json(request):
        return JsonResponse({"rings": rung.rings, "receipt": rung.receipt})
    context = {"kind": kind, "target": target, "rung": rung, "taken_back": bool(receipt), "back": rings.ringable(kind, target).get().get_absolute_url()}
    return render(request, "community/rung.html", context)


def _too_many(request: HttpRequest, kind: str, target: int) -> bool:
    return not (
        throttle.allowed(request, "ring", times=AN_HOUR, seconds=3600)
        and throttle.allowed(request, f"ring:{kind}:{target}", times=FOR_ONE_THING, seconds=24 * 3600)
    )


def _too_often(request: HttpRequest) -> HttpResponse:
    words = _("Many rings came from your connection. This one was not counted: try again tomorrow.")
    if _wants_json(request):
        return JsonResponse({"words": words}, status=429)
    return render(request, "community/not_rung.html", {"words": words}, status=429)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
