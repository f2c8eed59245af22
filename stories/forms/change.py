"""The page on which an author changes a story that is a page already: the five parts' fields, and a form for each block of the text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stories.forms import parts
from stories.forms.fields import LineField, StoryTextField, WordsField
from stories.forms.rows import FiguresRow
from stories.models import StoryPage
from stories.tell_text import to_html, to_text


class HappenedChange(parts.HappenedForm):
    text = None  # each block of text has a box of its own


class BusinessChange(parts.BusinessForm):
    section = None  # an editor gives it


class TextBlockForm(forms.Form):
    text = StoryTextField(label=_("Text"), longest=parts.LONGEST_TEXT, rows=12)


class PhotoBlockForm(forms.Form):
    caption = LineField(label=_("Caption"), longest=240, required=False)


class LessonBlockForm(forms.Form):
    words = WordsField(label=_("What could another business copy tomorrow?"), longest=600, rows=3, required=False)


BLOCK_FORMS: dict[str, type[forms.Form]] = {"text": TextBlockForm, "photo": PhotoBlockForm, "figures": FiguresRow, "lesson": LessonBlockForm}
PARTS: dict[str, type[parts.PartForm]] = {
    "happened": HappenedChange,
    "business": BusinessChange,
    "connection": parts.ConnectionForm,
    "ending": parts.EndingForm,
    "byline": parts.BylineForm,
}


class ChangeForms:
    """All forms of the page together. `sent` None: as the story stands."""

    def __init__(self, page: StoryPage, *, sent: QueryDict | None = None) -> None:
        self.page = page
        typed = (
            typed_from(page)
            if sent is None
            else {name: sent.getlist(name) if name in ("services", "went_wrong") else sent.get(name, "") for name in {*sent, "services", "went_wrong"}}
        )
        self.parts = {slug: kind(typed, bound=sent is not None) for slug, kind in PARTS.items()}
        if any(block.block_type == "lesson" for block in page.body):
            del self.parts["ending"].fields["lesson"]
        self.blocks = [(block, _block_form(block, sent)) for block in page.body]

    def all(self) -> list[forms.Form]:
        return [self.parts["happened"], *(form for _block, form in self.blocks if form), *(form for slug, form in self.parts.items() if slug != "happened")]

    def is_valid(self) -> bool:
        return not [form for form in self.all() if not form.is_valid()]  # every form is asked, so that every error is shown

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

    def block_values(self) -> dict[str, Any]:
        """The new value of each block that has a form, by the block's id; a text that was not touched keeps its very HTML."""
        return {str(block.id): _value(block, form.cleaned_data) for block, form in self.blocks if form}


def _block_form(block: Any, sent: QueryDict | None) -> forms.Form | None:
    kind = BLOCK_FORMS.get(block.block_type)
    if kind is None:
        return None
    if block.block_type == "text":
        initial = {"text": to_text(block.value.source)}
    else:
        initial = {name: block.value.get(name, "") for name in kind.base_fields}
    return kind(sent, prefix=f"block-{block.id}", initial=initial)


def _value(block: Any, cleaned: dict[str, Any]) -> Any:
    if block.block_type == "text":
        same = cleaned["text"] == to_text(block.value.source).strip()
        return block.value.source if same else to_html(cleaned["text"])
    return cleaned


def typed_from(page: StoryPage) -> dict[str, Any]:
    """The page's values under the names of the form fields."""
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
    for number, row in enumerate(page.pseudonyms.order_by("id")):
        typed |= {f"names-{number}-real": row.real, f"names-{number}-shown": row.shown}
    return typed
