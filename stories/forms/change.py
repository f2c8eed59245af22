"""The page on which an author changes a story that is a page already: the five parts' fields, its photographs, and a form for each block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from stories import consent, place_photos
from stories.forms import parts
from stories.forms.fields import StoryTextField, WordsField
from stories.forms.rows import FiguresRow, row_keys
from stories.forms.wizard import MANY, photo_keys
from stories.models import StoryPage, TellDraft
from stories.tell_text import to_html, to_text

AGREED = "agree_photos"


class HappenedChange(parts.HappenedForm):
    text = None  # each block of text has a box of its own

    def __init__(self, *args, new_photos: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if new_photos:
            self.fields[AGREED] = forms.BooleanField(label=consent.PHOTOS, error_messages={"required": _("We need your agreement to this.")})


class BusinessChange(parts.BusinessForm):
    section = None  # an editor gives it


class TextBlockForm(forms.Form):
    text = StoryTextField(label=_("Text"), longest=parts.LONGEST_TEXT, rows=12)


class LessonBlockForm(forms.Form):
    words = WordsField(label=_("What could another business copy tomorrow?"), longest=600, rows=3, required=False)


BLOCK_FORMS: dict[str, type[forms.Form]] = {"text": TextBlockForm, "figures": FiguresRow, "lesson": LessonBlockForm}
PARTS: dict[str, type[parts.PartForm]] = {
    "business": BusinessChange,
    "connection": parts.ConnectionForm,
    "ending": parts.EndingForm,
    "byline": parts.BylineForm,
}


class ChangeForms:
    """All forms of the page together, with what the draft of the changes holds; bound=True checks it."""

    def __init__(self, page: StoryPage, draft: TellDraft, *, bound: bool = False, typed: dict[str, Any] | None = None) -> None:
        self.page, self.draft = page, draft
        self.typed = typed = draft.data if typed is None else typed
        blocks = {str(block.id): block for block in page.body}
        self.raws = place_photos.without_photos(place_photos.raw_blocks(page))
        self.blocks = [(blocks[raw["id"]], _block_form(raw, typed, bound=bound)) for raw in self.raws]
        photos = list(draft.photos.select_related("image"))
        happened = HappenedChange(typed, bound=bound, photos=photos, html=self._html(), new_photos=any(not photo.of_story for photo in photos))
        self.parts: dict[str, parts.PartForm] = {"happened": happened} | {slug: kind(typed, bound=bound) for slug, kind in PARTS.items()}
        if any(raw["type"] == "lesson" for raw in self.raws):
            del self.parts["ending"].fields["lesson"]

    def _html(self) -> str:
        """The whole text as typed: what the photographs are placed in."""
        return "".join(to_html(str(self.typed.get(f"block-{raw['id']}-text", ""))) for raw in self.raws if raw["type"] == "text")

    def all(self) -> list[forms.Form]:
        return [self.parts["happened"], *(form for _block, form in self.blocks if form), *(form for slug, form in self.parts.items() if slug != "happened")]

    def is_valid(self) -> bool:
        return not [form for form in self.all() if not form.is_valid()]  # every form is asked, so that every error is shown

    @cached_property
    def labels(self) -> dict[str, str]:
        """Every single field by the name under which it is sent."""
        return {form.add_prefix(name): str(field.label) for form in self.all() for name, field in form.fields.items()}

    def fields_of(self, sent: QueryDict) -> dict[str, Any]:
        """What belongs to this page in a form that was sent, as typed. A checkbox list that is empty is sent as nothing."""
        rows = {key for form in self.parts.values() for prefix, kind in form.row_kinds.items() for key in row_keys(kind, prefix)}
        own = {*self.labels, *rows, *photo_keys(self.draft), "revision"}
        unticked = {AGREED: ""} if AGREED in own else {}
        return unticked | {name: sent.getlist(name) if name in MANY else sent.get(name, "") for name in own if name in sent or name in MANY}

    def problems(self) -> list[dict[str, str]]:
        """What to put right, in the order of the page: {anchor, label, words}."""
        found = []
        for form in self.all():
            for name, errors in form.errors.items():
                field = form[name] if name in form.fields else None
                anchor = f"{field.auto_id}{'_0' if field.use_fieldset else ''}" if field else ""
                found += [{"anchor": anchor, "label": str(field.label) if field else "", "words": str(error)} for error in errors]
        return found

    def values(self) -> dict[str, Any]:
        return {name: value for form in self.parts.values() for name, value in form.cleaned_data.items()}

    def new_blocks(self) -> list[dict[str, Any]]:
        """The story's blocks but its photographs, as typed: under their ids, an emptied lesson or figure left out, a text that was not
        touched with its very HTML."""
        return list(self._new_blocks())

    def _new_blocks(self) -> Iterator[dict[str, Any]]:
        for raw, (_block, form) in zip(self.raws, self.blocks, strict=True):
            if form is None:
                yield raw
            elif raw["type"] == "text":
                same = form.cleaned_data["text"] == to_text(raw["value"]).strip()
                yield raw if same else raw | {"value": to_html(form.cleaned_data["text"])}
            elif any(form.cleaned_data.values()):
                yield raw | {"value": raw["value"] | form.cleaned_data}


def _block_form(raw: dict[str, Any], typed: dict[str, Any], *, bound: bool) -> forms.Form | None:
    kind = BLOCK_FORMS.get(raw["type"])
    if kind is None:
        return None
    prefix = f"block-{raw['id']}"
    own = {name: typed.get(f"{prefix}-{name}", "") for name in kind.base_fields}
    data = {f"{prefix}-{name}": value for name, value in own.items()} if bound else None
    return kind(data, prefix=prefix, initial=own)


def typed_from(page: StoryPage, draft: TellDraft) -> dict[str, Any]:
    """The page's values under the names of the form fields; `draft` has a row for each of its photographs."""
    businesses = [row.business for row in page.story_businesses.all()]
    author = page.authors.all().first()
    typed = {name: getattr(page, name) for name in ("title", "standfirst", "happened", "stake", "stake_note", "ai_use", "ai_note", "outcome")}
    typed |= {
        "kind": "" if page.kind == StoryPage.Kind.ACCOUNT else page.kind,
        "business": str(businesses[0]) if businesses else "",
        "place": page.place.label if page.place else "",
        "country": page.place.country if page.place and page.place.country != "United States" else "",
        "went_wrong": [one.slug for one in page.went_wrong.all()],
        "services": [one.slug for one in page.services.all()],
        "byline": author.byline.name if author else "",
        "byline_kind": author.byline.kind if author else "",
    }
    for number, business in enumerate(businesses[1:]):
        typed |= {f"also-{number}-business": str(business), f"also-{number}-place": ""}
    for number, row in enumerate(page.pseudonyms.order_by("id")):
        typed |= {f"names-{number}-real": row.real, f"names-{number}-shown": row.shown}
    rows = {row.image_id: row.pk for row in draft.photos.all()}
    for photo in place_photos.photos_in(page):
        pk = rows[photo.image.pk]
        typed |= {f"photo_{pk}": photo.image.description, f"caption_{pk}": photo.caption, f"place_{pk}": photo.place}
    return typed | _typed_blocks(page)


def _typed_blocks(page: StoryPage) -> dict[str, str]:
    typed = {}
    for raw in place_photos.without_photos(place_photos.raw_blocks(page)):
        if raw["type"] == "text":
            typed[f"block-{raw['id']}-text"] = to_text(raw["value"])
        elif raw["type"] in BLOCK_FORMS:
            typed |= {f"block-{raw['id']}-{name}": raw["value"].get(name) or "" for name in BLOCK_FORMS[raw["type"]].base_fields}
    return typed
