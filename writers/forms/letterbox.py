"""Which of her bylines readers may write to: her bylines come in, the numbers of those that stay open go out."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Byline


class LetterboxForm(forms.Form):
    def __init__(self, *args, bylines: Iterable[Byline], **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        choices = [(byline.pk, byline.name) for byline in bylines]
        self.fields["opened"] = forms.TypedMultipleChoiceField(
            label=_("Readers may write to"), choices=choices, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
        )
