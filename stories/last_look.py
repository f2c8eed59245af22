"""A draft as it will be shown: finished or not, what is there is laid out as readers will see it."""

from __future__ import annotations

import re
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from people.models import Byline
from stories import checks, place_photos
from stories.forms import wizard
from stories.models import KindOfService, StoryPage, TellDraft, WentWrong
from stories.tell_text import plain, to_html


def as_shown(draft: TellDraft) -> dict[str, Any]:
    data, values = draft.data, {}
    for part in wizard.PARTS:
        form = part.filled(draft, bound=True)
        form.is_valid()
        values |= form.cleaned_data
    html = to_html(data.get("text", ""))
    lead, pieces = _pieces(draft, html, values)
    names = values.get("names", [])
    return {
        "title": data.get("title", ""),
        "standfirst": data.get("standfirst", ""),
        "lead": lead,
        "pieces": pieces,
        "words": len(plain(html).split()),
        "figures": values.get("figures", []),
        "lesson": data.get("lesson", ""),
        "byline": data.get("byline", ""),
        "facts": _facts(values),
        "names": names,
        "leaks": _leaks(names, " ".join(str(value) for name, value in data.items() if not name.startswith(("_", "names-")))),
        "evidence": list(draft.evidence.all()),
    }


def _pieces(draft: TellDraft, html: str, values: dict[str, Any]) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The photograph over the story, and the text with the others in their places: {"html"} or {"image", "words", "caption"} each."""
    found = []
    for number, row in enumerate(draft.photos.select_related("image")):
        place = values.get(f"place_{row.pk}") or (place_photos.TOP if number == 0 else place_photos.END)
        found.append(place_photos.Photograph(row.image, place, values.get(f"caption_{row.pk}", "")))
        row.image.description = draft.data.get(f"photo_{row.pk}", "")
    shown = {photo.image.pk: {"image": photo.image, "words": photo.image.description, "caption": photo.caption} for photo in found}
    first = place_photos.lead(found)
    blocks = place_photos.woven([{"type": "text", "value": html, "id": ""}], found)
    pieces = [shown[block["value"]["image"]] if block["type"] == "photo" else {"html": mark_safe(block["value"])} for block in blocks]  # to_html's own tags  # noqa: S308
    return (shown[first.image.pk] if first else None), pieces


def _facts(values: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands around the text, in the order of the parts: label and words."""
    page = StoryPage(**{name: values.get(name) or "" for name in ("stake", "ai_use", "outcome")})
    shown = {
        _("Business"): " · ".join(name for name in (values.get("business"), *(row["business"] for row in values.get("also", []))) if name),
        _("Place"): ", ".join(part for part in (values.get("place"), values.get("country")) if part),
        _("When it happened"): values.get("happened"),
        _("What went wrong"): ", ".join(WentWrong.objects.filter(slug__in=values.get("went_wrong") or []).values_list("name", flat=True)),
        _("Your connection"): " · ".join(str(part) for part in (page.get_stake_display(), values.get("stake_note")) if part),
        _("AI use"): " · ".join(str(part) for part in (page.get_ai_use_display(), values.get("ai_note")) if part),
        _("How it ended"): page.get_outcome_display(),
        _("Kind of service"): ", ".join(KindOfService.objects.filter(slug__in=values.get("services") or []).values_list("name", flat=True)),
        _("Byline"): values.get("byline") and f"{values['byline']} ({dict(Byline.Kind.choices).get(str(values.get('byline_kind')), '')})",
    }
    return [(label, str(words)) for label, words in shown.items() if words]


def _leaks(names: list[dict[str, str]], text: str) -> list[str]:
    """Real names from the list of changed names that still stand somewhere, whole words only (as in stories.checks.leaks)."""
    words = checks.plain(text)
    return [row["real"] for row in names if re.search(rf"(?<!\w){re.escape(checks.plain(row['real']))}(?!\w)", words)]
