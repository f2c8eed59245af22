"""The two forms of bringing quotes in: what is brought, and, under the preview, where it was seen and under what consent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quotes.bring import MENDED, Seen
from quotes.models import Batch, Prompt, Quote
from quotes.understand import LARGEST_FORM


class BringForm(forms.Form):
    """A block of text or a file."""

    prompt = forms.ModelChoiceField(
        Prompt.objects.all(), label=_("Answers to"), empty_label=None, error_messages={"required": _("Choose the question they answer.")}
    )
    words = forms.CharField(
        label=_("Paste them here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("As they come: “text” - @handle, @handle: text, Name (@handle, Town): text, a copied thread. One a line, or an empty line between."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("CSV or XLSX with columns like text and name, a feed or thread in JSON, or plain text; up to 5 MB. Larger ones: manage.py import_quotes."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.xlsx,.json,.jsonl,.js,.txt,.html,.htm"}),
    )
    network = forms.ChoiceField(label=_("The handles are on"), required=False, choices=[("", _("several networks, or I don't know")), *Quote.Network.choices])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FORM:
            raise forms.ValidationError(_("This file is larger than 5 MB. Cut it into parts, or bring it in by manage.py import_quotes."))
        return file

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("file")) == bool((data.get("words") or "").strip()):
            both = bool(data.get("file"))
            self.add_error("words", _("Paste text or choose a file, not both: empty one of them.") if both else _("Paste the answers, or choose a file."))
        return data


class TakeForm(forms.Form):
    """Where the words were seen and under what consent; asked before anything comes in."""

    source = forms.ChoiceField(
        label=_("They were"), choices=[("seen", _("seen at a link")), ("heard", _("heard, with no link"))], widget=forms.RadioSelect, initial="seen"
    )
    source_url = forms.URLField(
        label=_("Link of the thread or page"), required=False, max_length=500, assume_scheme="https", help_text=_("For rows without a link of their own.")
    )
    source_date = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    consent = forms.ChoiceField(
        label=_("Under what consent?"),
        choices=Batch.Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the consent they were given under: it is stored with each quote.")},
    )
    consent_note = forms.CharField(label=_("How they agreed"), max_length=300, required=False, help_text=_("For instance: asked by direct message on March 3."))
    approve = forms.BooleanField(label=_("I have read them: put them on the wall now"), required=False)

    def clean_source_date(self):
        day = self.cleaned_data["source_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come: when were the words seen?"))
        return day

    def clean(self):
        data = super().clean()
        if data.get("consent") == Batch.Consent.ASKED and not data.get("consent_note", "").strip():
            self.add_error("consent_note", _("Say how each was asked and agreed: it is stored with the quotes."))
        if data.get("source") == "seen" and not data.get("source_date") and "source_date" not in self.errors:
            self.add_error("source_date", _("Say on which day the words were seen."))
        return data

    def seen(self) -> Seen:
        names = ("consent", "consent_note", "source", "source_url", "source_date")
        return Seen(**{name: self.cleaned_data[name] for name in names})


def changes(posted: QueryDict) -> dict[int, dict[str, Any]]:
    """What was typed into the rows, by row number; the page says which rows it showed."""
    numbers = [int(number) for number in posted.getlist("row")[:500] if number.isascii() and number.isdigit() and len(number) < 6]
    return {
        number: {name: posted[f"{name}-{number}"] for name in MENDED if f"{name}-{number}" in posted} | {"leave": f"leave-{number}" in posted}
        for number in numbers
    }
