"""The five parts of telling a story: what is asked in each, what is required (title, text, connection, byline), what is folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from businesses.models import Business, Place
from people.models import Byline
from stories import place_photos
from stories.forms.fields import BusinessNameField, LineField, StoryTextField, WordsField, no_name_as_initials, picker
from stories.forms.rows import AlsoRow, FiguresRow, NameRow, Row, rows
from stories.models import KindOfService, PublishedStory, SectionPage, StoryPage, WentWrong
from stories.tell_text import to_html

LONGEST_TEXT = 60_000  # letters; about 10,000 words
Stake, AIUse, Outcome = StoryPage.Stake, StoryPage.AIUse, StoryPage.Outcome


class PartForm(forms.Form):
    """One part. `typed` is everything the draft holds as typed; bound=True checks it, otherwise it is only shown."""

    row_kinds: dict[str, type[Row]] = {}
    folds: dict[str, tuple[str, ...]] = {}  # the fields (and rows) that a fold holds: it stands open when one of them is filled

    def __init__(self, typed: Mapping[str, Any] | None = None, *, bound: bool = False, **kwargs) -> None:
        typed = typed or {}
        super().__init__(data=as_sent(typed) if bound else None, initial=typed, use_required_attribute=False, **kwargs)
        self.typed = typed
        self.rows = {name: rows(kind, name, typed, bound=bound) for name, kind in self.row_kinds.items()}

    def clean(self):
        cleaned = super().clean() or {}
        for name, kind_rows in self.rows.items():
            for number, row in enumerate(kind_rows, start=1):
                if not row.is_valid():
                    self.add_error(None, ValidationError(_("%(row)s %(number)s is not complete."), params={"row": row.title, "number": number}))
            cleaned[name] = [row.cleaned_data for row in kind_rows if row.is_valid() and row.filled]
        return cleaned

    def open(self) -> set[str]:
        """The folds that hold something typed or wrong."""
        return {fold for fold, names in self.folds.items() if any(self._filled(name) for name in names)}

    def _filled(self, name: str) -> bool:
        if name in self.rows:
            return any(row.errors or any(row.initial.values()) or any((row.data or {}).values()) for row in self.rows[name])
        return bool(self.typed.get(name)) or (name in self.errors)


def as_sent(typed: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in typed.items() if not name.startswith("_")})


class HappenedForm(PartForm):
    folds = {"when": ("happened",), "more": ("standfirst", "kind")}

    title = LineField(
        error_messages={"required": _("A story needs a title. One line will do; an editor can help.")},
        label=_("Give it a title"),
        longest=160,
        help_text=_("For example: The baker who called every customer before they could call her"),
    )
    text = StoryTextField(
        error_messages={"required": _("Tell what happened: this is the story itself.")},
        label=_("What happened?"),
        longest=LONGEST_TEXT,
        rows=14,
        help_text=_("Start where it starts. What did you see, what was said, what did they do? 300 to 1,200 words read best; you can also paste a text."),
    )
    happened = LineField(label=_("When did it happen?"), longest=80, required=False, help_text=_("A month and a year will do: March 2025"))
    standfirst = WordsField(label=_("The story in one or two sentences"), longest=300, rows=2, required=False, help_text=_("Shown under the title."))
    kind = forms.ChoiceField(
        label=_("What kind of piece is it?"),
        required=False,
        choices=[
            ("", _("An account of what happened")),
            ("profile", _("A profile of somebody who serves well")),
            ("letter", _("A letter of thanks or apology")),
            ("lesson", _("A lesson, with nobody named")),
            ("essay", _("An essay")),
        ],
    )

    def __init__(self, typed=None, *, bound=False, photos: Iterable = (), html: str | None = None, **kwargs) -> None:
        """`html`: the text that the photographs are placed in, where it is not the one typed here."""
        typed, self.photos = dict(typed or {}), list(photos)
        places = place_photos.choices(to_html(typed.get("text", "")) if html is None else html) if self.photos else []
        for number, photo in enumerate(self.photos):
            typed[f"place_{photo.pk}"] = place_photos.known(typed.get(f"place_{photo.pk}"), places, first=number == 0)
        super().__init__(typed, bound=bound, **kwargs)
        for number, photo in enumerate(self.photos, start=1):
            self.fields |= photo_fields(photo.pk, places)
            if len(self.photos) > 1:  # the list of what is to be put right tells them apart
                self.fields[f"photo_{photo.pk}"].label = _("Photograph %(number)s: what does it show?") % {"number": number}

    def described(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Each photograph with its fields."""
        return [(photo, [self[f"{name}_{photo.pk}"] for name in place_photos.FIELDS]) for photo in self.photos]


def photo_fields(pk: int, places: list[tuple[str, str]]) -> dict[str, forms.Field]:
    return {
        f"photo_{pk}": LineField(
            label=_("What does this photograph show?"),
            longest=255,
            error_messages={"required": _("Say what it shows, or remove it.")},
            help_text=_("For somebody who cannot see it: “Ines Marlow at the counter, on the phone”"),
        ),
        f"caption_{pk}": LineField(label=_("A line to print under it"), longest=240, required=False),
        f"place_{pk}": forms.ChoiceField(label=_("Where it stands"), choices=places),
    }


class BusinessForm(PartForm):
    row_kinds = {"also": AlsoRow}
    folds = {"also": ("also",), "wrong": ("went_wrong",), "section": ("section",), "abroad": ("country",)}

    business = BusinessNameField(
        label=_("Which business is it about?"),
        longest=120,
        required=False,
        widget=picker("businesses"),
        help_text=_("Choose one that is listed, or type a new name. Leave it empty if the story is about no business, or names nobody."),
    )
    place = LineField(
        label=_("In which town?"),
        longest=160,
        required=False,
        widget=picker("places"),
        help_text=_("Town and state: Bristol, Rhode Island. Leave it empty for an online firm."),
    )
    country = LineField(label=_("Country, if it is not the United States"), longest=80, required=False)
    went_wrong = forms.MultipleChoiceField(label=_("What went wrong first?"), required=False, widget=forms.CheckboxSelectMultiple)
    section = forms.ChoiceField(label=_("Where does it belong?"), required=False, help_text=_("An editor decides if you are not sure."))

    def __init__(self, typed=None, *, bound=False, **kwargs) -> None:
        super().__init__(typed, bound=bound, **kwargs)
        self.fields["went_wrong"].choices = list(WentWrong.objects.values_list("slug", "name"))
        if "section" in self.fields:
            sections = SectionPage.objects.live().order_by("position").values_list("slug", "title")
            self.fields["section"].choices = [("", _("Not sure")), *sections]
        self.businesses = Business.objects.listed().select_related("place")[:200]
        self.places = Place.objects.shown(PublishedStory.objects.live())[:200]


class ConnectionForm(PartForm):
    folds = {"evidence": ("evidence",)}

    stake = forms.ChoiceField(
        error_messages={"required": _("Choose one: readers are told how you know this business.")},
        label=_("How do you know this business?"),
        choices=[(value, capfirst(label)) for value, label in Stake.choices],
        widget=forms.RadioSelect,
        help_text=_("Readers see it, unless you are simply a customer."),
    )
    stake_note = LineField(
        label=_("In your words"), longest=200, required=False, help_text=_("For example: I buy a loaf there most Saturdays and paid for this one.")
    )
    ai_use = forms.ChoiceField(label=_("Did you use AI to write it?"), choices=AIUse.choices, widget=forms.RadioSelect, required=False, initial=AIUse.NONE)
    ai_note = LineField(label=_("What did it do?"), longest=200, required=False, help_text=_("For example: it translated my Spanish, and I corrected it."))


class EndingForm(PartForm):
    row_kinds = {"figures": FiguresRow}
    folds = {"services": ("services",), "figures": ("figures",), "lesson": ("lesson",)}

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Outcome.PUT_RIGHT, _("It was put right, or there was nothing to put right")),
            (Outcome.PARTLY, _("Partly put right")),
            (Outcome.NOT, _("Not put right")),
            (Outcome.UNKNOWN, _("I don't know")),
        ],
    )
    services = forms.MultipleChoiceField(label=_("What kind of service was it?"), required=False, widget=forms.CheckboxSelectMultiple)
    lesson = WordsField(
        label=_("What could another business copy tomorrow?"),
        longest=600,
        rows=3,
        required=False,
        help_text=_("For example: Call before they call you, and open with the choice, not with the reason."),
    )

    def __init__(self, typed=None, *, bound=False, **kwargs) -> None:
        super().__init__(typed, bound=bound, **kwargs)
        self.fields["services"].choices = list(KindOfService.objects.values_list("slug", "name"))


class BylineForm(PartForm):
    row_kinds = {"names": NameRow}
    folds = {"names": ("names",)}

    byline_kind = forms.ChoiceField(
        error_messages={"required": _("Choose one.")},
        label=_("How shall we sign it?"),
        widget=forms.RadioSelect,
        choices=[(Byline.Kind.NAME, _("With my name")), (Byline.Kind.INITIALS, _("With my initials")), (Byline.Kind.PSEUDONYM, _("With a pseudonym"))],
        help_text=_("Editors know who you are; readers see only this."),
    )
    byline = LineField(
        error_messages={"required": _("Say what readers shall see.")},
        label=_("Shown as"),
        longest=80,
        help_text=_("For example: Noor Haddad, or N. H., or A regular at the counter"),
    )

    def clean(self):
        cleaned = super().clean()
        no_name_as_initials(self, "byline")
        return cleaned
