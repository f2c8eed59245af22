"""The last page of telling: an address (unless signed in) and the statements that must be agreed to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stories import consent


class SendForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={"required": _("We need it to answer you.")},
        help_text=_("Never shown. We send one mail to confirm that it is yours; your story goes to the editors as soon as you do."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, photos: bool, ask_email: bool, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        if not ask_email:
            del self.fields["email"]
        for key, words in consent.statements(photos=photos).items():
            self.fields[f"agree_{key}"] = forms.BooleanField(label=words, error_messages={"required": _("We need your agreement to this.")})

    def statements(self):
        return [self[name] for name in self.fields if name.startswith("agree_")]
