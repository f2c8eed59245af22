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
    """One of the buttons: use this one, take one field of it, or throw it away."""
    what, _colon, rest = request.POST.get("do", "").partition(":")
    number, _colon, name = rest.partition(":")
    if number.isdecimal() and len(number) < 4 and int(number) < len(draft.set_aside):
        if what == "take":
            return _one_taken(request, draft, number=int(number), name=name, urls=urls)
        (keep.use_set_aside if what == "use" else keep.throw_away)(draft, number=int(number))
        return redirect(urls[1])
    return redirect(urls[0])


def _one_taken(request: HttpRequest, draft: TellDraft, *, number: int, name: str, urls: tuple[str, str]) -> HttpResponse:
    """Back to the page with both: there may be more to take."""
    if not name.startswith("_") and name in draft.set_aside[number]["data"]:
        keep.use_one_field(draft, number=number, name=name, by=request.user.pk)
    return redirect(urls[0])


def _shown(labels: dict[str, str], values: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and words of what differs, in the order of the form."""
    order = {name: position for position, name in enumerate(labels)}
    return [
        (labels.get(name, name), ", ".join(value) if isinstance(value, list) else str(value))
        for name, value in sorted(values.items(), key=lambda pair: order.get(pair[0], len(order)))
        if value and value != other.get(name, "") and name != "revision"
    ]
