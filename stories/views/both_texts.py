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
        pairs.append(texts | {"number": number, "heading": heading, "at": parse_datetime(entry["saved_at"])})
    context = (frame or {}) | {"pairs": pairs, "newer_at": newer_at, "buttons_url": urls[0], "back_url": urls[1]}
    return render(request, "tell/kept.html", context, status=status)


def chosen(request: HttpRequest, draft: TellDraft, *, urls: tuple[str, str]) -> HttpResponse:
    """One of the buttons: use this one, or throw it away."""
    what, _colon, number = request.POST.get("do", "").partition(":")
    if number.isdecimal() and int(number) < len(draft.set_aside):
        (keep.use_set_aside if what == "use" else keep.throw_away)(draft, number=int(number))
        return redirect(urls[1])
    return redirect(urls[0])


def _shown(labels: dict[str, str], values: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and words of what differs, in the order of the form."""
    order = {name: position for position, name in enumerate(labels)}
    return [
        (labels.get(name, name), ", ".join(value) if isinstance(value, list) else str(value))
        for name, value in sorted(values.items(), key=lambda pair: order.get(pair[0], len(order)))
        if value and value != other.get(name, "") and name != "revision"
    ]
