"""The page that shows both texts of something changed in two tabs, and its buttons: for /tell/ and for a story's changes on the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime

from stories import keep
from stories.models import TellDraft

Described = Callable[[str], tuple[str, dict[str, str]]]  # a part's heading, and the labels of its fields by name


def page(
    request: HttpRequest,
    draft: TellDraft,
    *,
    described: Described,
    urls: tuple[str, str],
    newer_at: str = "",
    frame: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Each text that was set aside beside the one that stands now. `urls`: where the buttons post to, where the way goes on."""
    pairs = []
    for number, entry in reversed(list(enumerate(draft.set_aside))):
        heading, labels = described(entry["part"])
        now = {name: draft.data.get(name, "") for name in entry["data"]}
        texts = {"older": _shown(labels, entry["data"], now), "now": _shown(labels, now, entry["data"])}
        pairs.append(texts | {"number": number, "heading": heading, "at": parse_datetime(entry["saved_at"]), "stamp": entry["saved_at"]})
    copies = [{"part": entry["part"], "tab": entry["tab"], "order": entry.get("order", 0)} for entry in draft.set_aside if entry["tab"]]
    context = (frame or {}) | {"pairs": pairs, "copies": copies, "newer_at": newer_at, "buttons_url": urls[0], "back_url": urls[1]}
    return render(request, "tell/kept.html", context, status=status)


def chosen(request: HttpRequest, draft: TellDraft, *, urls: tuple[str, str]) -> HttpResponse:
    """One of the buttons: use this one, take one field of it, or throw it away."""
    what, _colon, rest = request.POST.get("do", "").partition(":")
    name = rest.partition(":")[2]
    number, at = number_of(request), request.POST.get("at", "")
    try:
        if what == "take":
            keep.use_one_field(draft, number=number, name=name, by=request.user.pk, at=at)
            return redirect(urls[0])  # there may be more to take
        if what == "use":
            keep.use_set_aside(draft, number=number, at=at)
        elif what == "drop":
            keep.throw_away(draft, number=number, at=at)
    except keep.DraftIsGone:  # another click came first: the page says how it stands now
        return redirect(urls[0])
    return redirect(urls[1])


def number_of(request: HttpRequest) -> int:
    """Which of the texts set aside a button is about; where it names none, one that there never is."""
    number = request.POST.get("do", "").partition(":")[2].partition(":")[0]
    return int(number) if number.isdecimal() and len(number) < 4 else keep.MOST_SET_ASIDE


def _shown(labels: dict[str, str], values: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and words of what differs, in the order of the form."""
    order = {name: position for position, name in enumerate(labels)}
    return [
        (labels.get(name, name), ", ".join(value) if isinstance(value, list) else str(value))
        for name, value in sorted(values.items(), key=lambda pair: order.get(pair[0], len(order)))
        if value and value != other.get(name, "") and name != "revision"
    ]
