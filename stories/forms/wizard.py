"""The order of the parts, their addresses and headings, and what of a draft is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stories import place_photos
from stories.forms import parts
from stories.forms.rows import row_keys
from stories.models import TellDraft

MOST_BYTES = 250_000  # of one part
MANY = {"went_wrong", "services"}  # fields with several values


@dataclass(frozen=True)
class Part:
    slug: str
    number: int
    name: str  # of its address
    heading: Any
    form: type[parts.PartForm]

    @property
    def url(self) -> str:
        return reverse(self.name)

    @property
    def template(self) -> str:
        return f"tell/_{self.slug}.html"

    @property
    def back(self) -> str:
        return PARTS[self.number - 2].url if self.number > 1 else self.url

    def filled(self, draft: TellDraft | None, *, bound: bool, typed: Mapping[str, Any] | None = None) -> parts.PartForm:
        """This part's form with what the draft (or `typed`) holds."""
        values = draft.data if typed is None and draft else typed or {}
        if self.form is parts.HappenedForm:
            return parts.HappenedForm(values, bound=bound, photos=draft.photos.select_related("image") if draft else ())
        return self.form(values, bound=bound)

    def fields_of(self, sent: QueryDict, draft: TellDraft | None) -> dict[str, Any]:
        """What belongs to this part in a form that was sent, as typed. A checkbox list that is empty is sent as nothing."""
        own = set(self.form.base_fields)
        fields = {name: sent.getlist(name) if name in MANY else sent.get(name, "") for name in own if name in sent or name in MANY}
        further = set().union(*(row_keys(kind, prefix) for prefix, kind in self.form.row_kinds.items()))
        if draft and self.form is parts.HappenedForm:
            further |= photo_keys(draft)
        return fields | {name: sent.get(name, "") for name in sent if name in further}


def photo_keys(draft: TellDraft) -> set[str]:
    return {f"{name}_{pk}" for pk in draft.photos.values_list("pk", flat=True) for name in place_photos.FIELDS}


def too_long(fields: Mapping[str, Any]) -> bool:
    """More than any part needs: 60,000 letters of any script fit."""
    return sum(len(str(value).encode(errors="replace")) for value in fields.values()) > MOST_BYTES


PARTS = (
    Part("happened", 1, "tell", _("What happened?"), parts.HappenedForm),
    Part("business", 2, "tell_business", _("Which business?"), parts.BusinessForm),
    Part("connection", 3, "tell_connection", _("How do you know?"), parts.ConnectionForm),
    Part("ending", 4, "tell_ending", _("How did it end?"), parts.EndingForm),
    Part("byline", 5, "tell_byline", _("How shall we sign it?"), parts.BylineForm),
)
BY_SLUG = {part.slug: part for part in PARTS}


def after(part: Part) -> str:
    """The address of the next part, or of the last look."""
    return PARTS[part.number].url if part.number < len(PARTS) else reverse("tell_send")


@dataclass(frozen=True)
class Missing:
    part: Part
    words: str
    anchor: str

    @property
    def then_url(self) -> str:
        """Where it is put right; from there the way leads back to the last look."""
        return f"{self.part.url}?then=send{self.anchor}"


def missing(draft: TellDraft) -> list[Missing]:
    """What must be put right before the story can be sent, with the address where."""
    found = []
    for part in PARTS:
        form = part.filled(draft, bound=True)
        for name, errors in form.errors.items():
            field = form[name] if name in form.fields else None
            anchor = f"#{field.auto_id}{'_0' if field.use_fieldset else ''}" if field else ""
            found += [Missing(part, f"{field.label}: {error}" if field else str(error), anchor) for error in errors]
    return found


def checked(draft: TellDraft) -> dict[str, Any]:
    """The cleaned values of all parts together; for a draft of which nothing is missing."""
    values: dict[str, Any] = {}
    for part in PARTS:
        form = part.filled(draft, bound=True)
        form.is_valid()
        values |= form.cleaned_data
    return values
