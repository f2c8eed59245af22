"""A letter to a writer: typed words come in, cleaned ones go out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.honeypot import HoneypotField
from quotes.clean import clean_line
from stories.forms.fields import LineField, WordsField

LONGEST = 3_000
WRITE_FIRST = _("Write your letter first.")


class LetterForm(forms.Form):
    words = WordsField(
        label=_("Your letter"), longest=LONGEST, rows=9, error_messages={"required": WRITE_FIRST}, help_text=_("Plain text, up to 3,000 letters.")
    )
    name = LineField(
        label=_("Your name"),
        longest=80,
        error_messages={"required": _("Sign it, so that the writer knows who writes.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Give an address that you can read mail at.")},
        help_text=_("Readers never see it; the writer does, to answer you. We mail you a link first: your letter is passed on when you open it."),
    )
    homepage = HoneypotField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean_words(self) -> str:
        """Refuses what nobody would see: only spaces, joiners, controls."""
        if not clean_line(self.cleaned_data["words"]):
            raise forms.ValidationError(WRITE_FIRST)
        return self.cleaned_data["words"]
