"""What a company asks before it books."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.honeypot import HoneypotField
from stories.forms.fields import LineField, WordsField


class EnquiryForm(forms.Form):
    name = LineField(
        label=_("Your name"), longest=80, error_messages={"required": _("Tell us what to call you.")}, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    company = LineField(
        label=_("Your company or organization"),
        longest=80,
        error_messages={"required": _("Tell us whom you write for.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only to answer you."),
        error_messages={"required": _("Give an address that we can answer to.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    words = WordsField(label=_("What would you like to know?"), longest=2000, rows=7, error_messages={"required": _("Write your question first.")})
    homepage = HoneypotField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)

    @property
    def is_trap_sprung(self) -> bool:
        return bool(self.data.get("homepage"))
