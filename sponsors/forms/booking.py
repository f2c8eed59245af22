"""The days somebody wants, and for which sponsor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sponsors.models import Sponsor
from stories.forms.fields import WordsField

OPEN_DAYS = {"required": _("Pick a day."), "invalid": _("Write the day like 2026-11-30.")}


class DaysForm(forms.Form):
    starts = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=OPEN_DAYS)
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=OPEN_DAYS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"starts", "ends"} <= cleaned.keys() and cleaned["ends"] < cleaned["starts"]:
            self.add_error("ends", _("The last day is before the first day. Swap them, or pick a later last day."))
        return cleaned


class BookForm(DaysForm):
    """With the sponsor it is for: a choice only where the person books for several."""

    def __init__(self, *args: Any, sponsors: Iterable[Sponsor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ours = list(sponsors)
        choices = Sponsor.objects.filter(pk__in=[one.pk for one in self.ours])
        widget = forms.Select if len(self.ours) > 1 else forms.HiddenInput
        self.fields["sponsor"] = forms.ModelChoiceField(choices, required=False, label=_("For"), empty_label=None, widget=widget)
        self.order_fields(["sponsor", "starts", "ends"])

    def clean_sponsor(self) -> Sponsor | None:
        """The first of them where none was named: a slot's public page knows nobody."""
        return self.cleaned_data["sponsor"] or next(iter(self.ours), None)


class CancelForm(forms.Form):
    words = WordsField(longest=1_000, rows=3, required=False, label=_("Do you want to say why?"))
