"""Applying to write, and answering an editor about it: typed words come in, cleaned ones go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.honeypot import HoneypotField
from people.models import Byline
from quotes.clean import clean_line
from stories.forms.fields import LineField, WordsField, no_name_as_initials
from stories.models import KindOfService
from writers.forms.links import complete, link_problem

LONGEST_SAMPLE, LONGEST_WHY, LONGEST_ANSWER = 20_000, 2_000, 4_000


class LinkField(forms.CharField):
    """An address as typed; a browser is given type=url, and nothing is looked up."""

    widget = forms.URLInput

    def to_python(self, value):
        return complete(super().to_python(value) or "")

    def validate(self, value) -> None:
        super().validate(value)
        if value and (problem := link_problem(value)):
            raise forms.ValidationError(problem)


class SampleField(WordsField):
    """Wanted, and not marked as optional; one of the two is enough, which the form as a whole looks at."""

    def validate(self, value) -> None:
        if value:
            super().validate(value)


class SampleLinkField(LinkField):
    def validate(self, value) -> None:
        if value:
            super().validate(value)


class ApplicationForm(forms.Form):
    call = forms.CharField(required=False, widget=forms.HiddenInput)
    place = LineField(
        label=_("Where would you look for stories?"),
        longest=120,
        error_messages={"required": _("Name a town, a region, or where online.")},
        help_text=_("A town, a region, or a corner of the net. One you know well."),
    )
    trade = LineField(label=_("In which trades?"), longest=120, required=False, help_text=_("For example: bakeries, repair shops, clinics."))
    services = forms.ModelMultipleChoiceField(
        KindOfService.objects.all(), label=_("Which kinds of service draw you?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sample = SampleField(
        label=_("A sample of your writing"),
        longest=LONGEST_SAMPLE,
        rows=10,
        help_text=_("One piece, best about something you saw yourself. Plain text, up to 20,000 letters. We need this or a link."),
    )
    sample_link = SampleLinkField(label=_("Or a link to one"), help_text=_("An editor opens it; nobody else sees it."))
    why = WordsField(label=_("Why you?"), longest=LONGEST_WHY, rows=4, required=False, help_text=_("What you would bring that nobody else could."))
    byline = LineField(
        label=_("The name readers would see"),
        longest=80,
        error_messages={"required": _("Choose a name: your own, your initials or a pseudonym.")},
    )
    byline_kind = forms.ChoiceField(label=_("This is"), choices=Byline.Kind.choices, widget=forms.RadioSelect, initial=Byline.Kind.NAME)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("We need it to answer you.")},
        help_text=_("Never shown. We mail you a link: your application is sent on when you open it."),
    )
    homepage = HoneypotField()

    def __init__(self, *args, ask_email: bool, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        if not ask_email:
            del self.fields["email"]

    def clean_sample(self) -> str:
        """One that nobody would see, of spaces and joiners alone, is none."""
        sample = self.cleaned_data["sample"]
        return sample if clean_line(sample) else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        no_name_as_initials(self, "byline")
        if not cleaned.get("sample") and not cleaned.get("sample_link") and not {"sample", "sample_link"} & set(self.errors):
            self.add_error("sample", _("Paste a sample here, or give a link to one below."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """As writers.apply.apply takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"call", "homepage"}}


class AnswerForm(forms.Form):
    words = WordsField(
        label=_("Write to the editors"), longest=LONGEST_ANSWER, rows=5, error_messages={"required": _("Write something first: the editors get your words.")}
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
