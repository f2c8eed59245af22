"""All placements as a list that an editor can narrow down: by state, by sponsor, by what is sponsored. Nothing is changed here."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from businesses.models import name_key
from sponsors.cms.gate import managers_only
from sponsors.models import Placement, Slot
from sponsors.price import money

PAGE = 50
State = Placement.State


@managers_only
@require_safe
def placements(request: HttpRequest) -> HttpResponse:
    state, kind, words = (request.GET.get(name, "").replace("\x00", "")[:80] for name in ("state", "kind", "q"))
    rows = Placement.objects.select_related("sponsor", "slot__section", "slot__story").order_by("-starts", "-pk")
    rows = rows.filter(state=state) if state in State.values else rows
    rows = rows.filter(slot__kind=kind) if kind in Slot.Kind.values else rows
    rows = rows.filter(sponsor__key__contains=name_key(words)) if name_key(words) else rows
    page = Paginator(rows, PAGE).get_page(request.GET.get("p"))
    context = {"rows": [(one, money(one.price, one.currency)) for one in page], "page": page, "states": State.choices, "kinds": Slot.Kind.choices}
    return render(request, "cms/sponsor_placements.html", context | {"state": state, "kind": kind, "q": words, "kept": kept(request)})


def kept(request: HttpRequest) -> str:
    """The query of the same list without its page."""
    query = request.GET.copy()
    query.pop("p", None)
    return query.urlencode()
