"""The pages of the writing desk: the form with everything around it, and both texts where two people (or tabs) wrote at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Revision

from stories import begin, desk_draft, desk_layout, desk_typed, desk_whole, keep, look_over, on_desk
from stories.blocks import StoryBlock
from stories.difference import block_text
from stories.forms.change import ASKED, Box, ChangeForms
from stories.models import Review, StoryPage, TellDraft
from stories.models.drafts import MOST_PHOTOS
from stories.views.desk import desk_nav
from stories.views.tell import clock

BESIDE = {"title", "standfirst"}  # fields that a remark stands at


def forms_of(request: HttpRequest, found: Review, draft: TellDraft, **how: Any) -> ChangeForms:
    """The owner signs here; a co-author's byline is settled where she was invited."""
    return ChangeForms(found.story.get_latest_revision_as_object(), draft, signs=found.owner_id in (None, request.user.pk), **how)


def newest(found: Review) -> Revision | None:
    return StoryPage.objects.get(pk=found.story_id).get_latest_revision()


def page(
    request: HttpRequest,
    found: Review,
    forms: ChangeForms,
    *,
    stale: bool = False,
    problem: str = "",
    problems: list[str] | None = None,
    not_ready: list[look_over.Hint] | None = None,
    not_answered: tuple[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    draft, latest = forms.draft, newest(found)
    seen = desk_draft.stamp(latest) if stale and latest else request.POST.get("revision") or draft.data.get("revision", "")
    if not_ready:
        seen = draft.data.get("revision", "")
    context = {
        "one": on_desk.OnDesk(found),
        "forms": forms,
        "open": {name for form in forms.parts.values() for name in form.open()},
        "revision": seen,
        "problem": problem,
        "problems": problems or [],
        "not_ready": not_ready or [],
        "removing": request.POST.get("do", "").startswith("remove-"),
        **_remarks(found, forms, not_answered),
        "desk_nav": desk_nav("stories"),
        "draft": draft,
        "part": desk_draft.part_of(draft),
        "kept": draft.data.get("_kept", {}),
        "set_aside": len(draft.set_aside),
        "typed_by": _name(request, desk_draft.newer_by(draft)),
        "photos_left": MOST_PHOTOS - len(forms.photos),
        "evidence": draft.all_evidence(),
        **_stale(found, forms, latest if stale else None, request),
        **_blocks(forms),
        **state(request, found, draft),
    }
    for box in forms.boxes:
        box.hints = [hint for hint in context["hints"] if hint.anchor == box.anchor]
    return render(request, "desk/edit.html", context, status=status)


def _remarks(found: Review, forms: ChangeForms, not_answered: tuple[int, str] | None) -> dict[str, Any]:
    """A list of all, and each at its block, title or standfirst; those about something else, or about a text that is shown in one box, are
    answered in the list. `not_answered`: which could not be, and why."""
    places = on_desk.remarks(found.story)
    boxes = {} if desk_whole.is_plain(forms.own) else {box.spot.id: box for box in forms.boxes}
    at_field: dict[str, list[Any]] = {}
    for place in places:
        for remark in place.remarks:
            remark.typed = forms.own.get(f"remark-{remark.comment.pk}-words", "")
            remark.error = not_answered[1] if not_answered and not_answered[0] == remark.comment.pk else ""
        if place.block in boxes:
            boxes[place.block].remarks += place.remarks
        elif place.of_field in BESIDE:
            at_field[place.of_field] = place.remarks
    elsewhere = [place for place in places if place.block not in boxes and place.of_field not in BESIDE]
    return {"remarks": places, "remarks_elsewhere": elsewhere, "remarks_at": at_field}


def _stale(found: Review, forms: ChangeForms, latest: Revision | None, request: HttpRequest) -> dict[str, Any]:
    saved = [(block.block.label, block_text(block)) for block in forms.page.body] if latest else []
    return {"stale": latest, "stale_by_her": latest is not None and latest.user_id == request.user.pk, "saved_texts": saved}


def _blocks(forms: ChangeForms) -> dict[str, Any]:
    kinds = StoryBlock().child_blocks
    return {
        "plain": desk_whole.is_plain(forms.own),
        "order": [(name, value) for name, value in forms.own.items() if name.startswith("at-") and value],
        "lines": _lines(forms),
        "kinds": [(kind, kinds[kind].label, kinds[kind].meta.description) for kind in desk_layout.ADDED],
        "removed": [kinds[entry["kind"]].label for entry in forms.draft.data.get("_undo", [])][-1:],
    }


def _lines(forms: ChangeForms) -> list[tuple[str, Box]]:
    """The photographs of a text in one box, each with its line there."""
    marked = desk_whole.markers(forms.own)
    return [(marked.get(box.spot.id, box.label), box) for box in forms.boxes if box.photo]


def state(request: HttpRequest, found: Review, draft: TellDraft) -> dict[str, Any]:
    """What is kept and saved, and what the checks say: shown beside the buttons, and fetched again after each save."""
    at = parse_datetime(draft.data.get("_revision", {}).get("at", "") or "")
    plain = desk_whole.is_plain(draft.data)
    anchors = [] if plain else [f"block-{spot.id}" for spot in desk_layout.spots(draft.data)]
    hints = [_on_the_page(hint, anchors, plain) for hint in desk_typed.hints(found.story, draft, owner=found.owner or request.user)]
    return {
        "draft": draft,
        "story": found.story,
        "unsaved": desk_draft.is_unsaved(draft),
        "version_at": timezone.localtime(at) if at and desk_draft.is_unsaved(draft) else None,
        "hints": hints,
        "hints_at": [(anchor, [hint for hint in hints if hint.anchor == anchor]) for anchor in anchors],
        "asks_staff": bool(draft.data.get(ASKED)) or any(hint.key == "staff" for hint in hints),
        "in_the_way": len(look_over.blocking(hints)),
        "may_throw_away": begin.never_sent(found) and found.owner_id == request.user.pk,
        "never_sent": begin.never_sent(found),
    }


def _on_the_page(hint: look_over.Hint, anchors: list[str], plain: bool) -> look_over.Hint:
    """Its link leads to something: the text has no blocks while it is in one box, and a photograph's block is named otherwise here."""
    if not hint.at_block or hint.anchor in anchors:
        return hint
    return replace(hint, anchor="id_whole" if plain and hint.key != "figures" else "blocks")


def urls(found: Review) -> tuple[str, str]:
    return reverse("desk_kept", args=[found.story_id]), reverse("desk_edit", args=[found.story_id])


def both(request: HttpRequest, found: Review, draft: TellDraft, *, newer_at: str = "", status: int = 200) -> HttpResponse:
    """Each text that was set aside beside the one that stands now, with who wrote it and when."""
    pairs = [_pair(request, found, draft, number) for number in reversed(range(len(draft.set_aside)))]
    context = {"one": on_desk.OnDesk(found), "pairs": pairs, "newer_at": newer_at, "newer_by": _name(request, desk_draft.newer_by(draft))}
    context |= {"buttons_url": urls(found)[0], "back_url": urls(found)[1], "desk_nav": desk_nav("stories")}
    return render(request, "desk/edit_kept.html", context, status=status)


def _pair(request: HttpRequest, found: Review, draft: TellDraft, number: int) -> dict[str, Any]:
    entry = draft.set_aside[number]
    then, now = draft.data | keep.as_a_whole(draft, entry), draft.data
    older, newer = _told(request, found, draft, then), _told(request, found, draft, now)
    one_box = desk_whole.is_plain(then) or desk_whole.is_plain(now)
    single = set() if one_box else entry["data"].keys() & forms_of(request, found, draft, typed=now).labels.keys()
    at = parse_datetime(entry["saved_at"])
    return {
        "number": number,
        "stamp": entry["saved_at"],
        "at": timezone.localtime(at) if at else None,
        "by": _name(request, desk_draft.who(entry.get("by"))),
        "older": [(*row, row[0] in single) for row in _only_in(older, newer)],
        "now": _only_in(newer, older),
    }


def _told(request: HttpRequest, found: Review, draft: TellDraft, typed: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Name, label and words of everything that is typed, in the order of the form; a text in one box as its blocks."""
    forms = forms_of(request, found, draft, typed=typed)
    values, labels = forms.typed, forms.labels | {name: _("Your answer to a remark") for name in typed if desk_draft.ANSWER.fullmatch(name)}
    labels |= _numbered(labels, values)
    return [(name, label, _words(values[name])) for name, label in labels.items() if values.get(name) and name != desk_whole.FIELD]


def _numbered(labels: dict[str, str], values: dict[str, Any]) -> dict[str, str]:
    """Several blocks are called the same: each says which one it is."""
    found = enumerate(desk_layout.spots(values), start=1)
    prefixes = {f"block-{spot.id}-": number for number, spot in found}
    return {
        name: _("%(label)s (block %(number)s)") % {"label": label, "number": number}
        for name, label in labels.items()
        for prefix, number in prefixes.items()
        if name.startswith(prefix)
    }


def _only_in(rows: list[tuple[str, str, str]], others: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """A block that only moved is not shown: its number differs, and its words do not."""
    said = {(name, words) for name, _label, words in others}
    return [row for row in rows if (row[0], row[2]) not in said]


def changed_by(request: HttpRequest, kept: keep.Kept) -> str:
    """For the line beside the buttons: whose text is newer."""
    name = _name(request, desk_draft.who(kept.newer_by))
    if not name:
        return _("You changed this story in another tab. Both texts are kept:")
    return _("%(name)s changed this story at %(time)s. Both texts are kept:") % {"name": name, "time": clock(kept.newer_at)}


def _words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _name(request: HttpRequest, who: Any) -> str:
    """Nothing for the person who looks: her other tab is called that."""
    return "" if who is None or who.pk == request.user.pk else who.get_full_name()
