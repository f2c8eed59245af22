"""A form for each kind of block that an author may write at her desk; `typed` reads a stored value, `stored` gives one back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.search_index import search
from quotes.models import Quote
from stories import place_photos
from stories.forms import parts
from stories.forms.fields import LineField, StoryTextField, WordsField
from stories.forms.rows import FiguresRow
from stories.tell_text import to_text

OVER, HERE = place_photos.TOP, place_photos.HERE  # where a photograph is shown
FOUND = 8  # quotes offered for one search
PICTURE = re.compile(r"!\[[^\[\]\n]*\]\(\s*<?data:[^)\s]*\s*\)?|<img\b[^<>]*\bdata:[^<>]*>", re.IGNORECASE)
Value = Any


def without_pictures(text: str) -> str:
    """A pasted picture comes as a data address of a hundred thousand letters: it is no text."""
    return PICTURE.sub("", text) if "data:" in text else text


class BlockForm(forms.Form):
    """A block whose stored value has the names of the form's fields."""

    @classmethod
    def typed(cls, value: Value) -> dict[str, str]:
        return {name: str(value.get(name) or "") for name in cls.base_fields}

    def stored(self) -> dict[str, Any]:
        """Nothing where the block is empty. What is wrong in it is left out."""
        found = {name: self.cleaned_data.get(name, "") for name in self.base_fields}
        return found if any(found.values()) else {}


class TextBlockForm(BlockForm):
    text = StoryTextField(label=_("Text"), longest=parts.LONGEST_TEXT, rows=8, required=False)

    @classmethod
    def typed(cls, value: Value) -> dict[str, str]:
        return {"text": to_text(value)}


class WholeForm(forms.Form):
    whole = StoryTextField(label=_("The whole text"), longest=parts.LONGEST_TEXT, rows=24, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)


class PullQuoteForm(BlockForm):
    words = WordsField(label=_("A sentence to set large"), longest=280, rows=2, required=False)
    speaker = LineField(label=_("Who said it"), longest=80, required=False)


class LessonBlockForm(BlockForm):
    words = WordsField(label=_("What could another business copy tomorrow?"), longest=600, rows=3, required=False)


class EpigraphForm(BlockForm):
    words = WordsField(label=_("A public person's words"), longest=400, rows=2, required=False)
    person = LineField(label=_("Who said it"), longest=120, required=False)
    source = LineField(label=_("Where it stands"), longest=200, required=False, help_text=_("A book, a speech, a date: readers can look it up."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(cleaned.values()):
            for name in ("words", "person", "source"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Fill this in, or remove the epigraph.")))
        return cleaned


class FiguresForm(FiguresRow, BlockForm):
    """As on the form for contributors; who confirmed it is the editors' to say and stays."""


class WallQuoteForm(BlockForm):
    """Refers to a quote and never copies its words. What is looked for is kept beside it, so that a choice can be changed."""

    find = LineField(label=_("Find a quote by its words, or by a name or handle"), longest=120, required=False)
    quote = forms.ChoiceField(label=_("Choose one"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = self.data if self.is_bound else {self.add_prefix(name): value for name, value in self.initial.items()}
        chosen, looked_for = str(typed.get(self.add_prefix("quote")) or ""), str(typed.get(self.add_prefix("find"), ""))
        found = found_on_the_wall(looked_for)
        self.found_nothing = bool(looked_for.strip()) and not found
        offered = _offered(chosen) | {str(one.pk): f"“{one.text}” — {one.name}" for one in found}
        self.fields["quote"].choices = [("", _("None yet")), *offered.items()]  # type: ignore[attr-defined]

    @classmethod
    def typed(cls, value: Value) -> dict[str, str]:
        return {"find": "", "quote": str(value.get("quote") or "")}

    def stored(self) -> dict[str, Any]:
        chosen = self.cleaned_data.get("quote")
        return {"quote": int(chosen)} if chosen else {}


def _offered(chosen: str) -> dict[str, Any]:
    """The quote that is chosen already; of one that nobody may read (any more) no word is shown."""
    quote = Quote.objects.select_related("prompt").filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 18 else None
    if quote is None:
        return {}
    shown = quote.status == Quote.Status.APPROVED and quote.prompt.shows(timezone.now())
    return {str(quote.pk): f"“{quote.text}” — {quote.name}" if shown else _("A quote that is not on the wall now")}


def found_on_the_wall(words: str) -> list[Quote]:
    """Quotes that anybody may read now, by their words, names or handles."""
    if not words.strip():
        return []
    entries = search(words).filter(kind="quote").values_list("target", flat=True)[: FOUND * 2]
    rows = Quote.objects.on_the_wall(timezone.now()).in_bulk([int(pk) for pk in entries])
    by_name = Quote.objects.on_the_wall(timezone.now()).filter(name__icontains=words.strip().lstrip("@"))[:FOUND]
    return list(dict.fromkeys([*(rows[int(pk)] for pk in entries if int(pk) in rows), *by_name]))[:FOUND]


class PhotoForm(forms.Form):
    """One photograph: what it shows, a line under it, and whether it stands here, over the story, or is to go after a certain paragraph."""

    def __init__(self, row: Any, typed: Mapping[str, Any], *, bound: bool, leads: bool, html: str) -> None:
        places = [(HERE, _("Here, between these blocks")), *place_photos.choices(html)]
        fields = parts.photo_fields(row.pk, places)
        own = {name: typed.get(name, "") for name in fields}
        own[f"place_{row.pk}"] = own[f"place_{row.pk}"] if own[f"place_{row.pk}"] in dict(places) else OVER if leads else HERE
        super().__init__(data=own if bound else None, initial=own, use_required_attribute=False)
        self.fields |= fields


BLOCK_FORMS: dict[str, type[BlockForm]] = {
    "text": TextBlockForm,
    "pull_quote": PullQuoteForm,
    "figures": FiguresForm,
    "lesson": LessonBlockForm,
    "wall_quote": WallQuoteForm,
    "epigraph": EpigraphForm,
}
