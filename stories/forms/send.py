"""The last page of telling: an address (unless signed in) and the statements that must be agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stories import consent
from stories.forms.parts import PartForm

AGREES = "agree_"  # how the fields of statements begin


def statement(words: str, *, required: bool = True) -> forms.BooleanField:
    return forms.BooleanField(label=words, required=required, error_messages={"required": _("We need your agreement to this.")})


class AgreeForm(PartForm):
    """What is still to be agreed to before a story is sent from the desk; required only then."""

    def __init__(self, typed: Mapping[str, Any], *, bound: bool, statements: Mapping[str, str], required: bool) -> None:
        super().__init__(typed, bound=bound)
        self.fields |= {f"{AGREES}{key}": statement(words, required=required) for key, words in statements.items()}


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
            self.fields[f"{AGREES}{key}"] = statement(words)

    def statements(self):
        return [self[name] for name in self.fields if name.startswith(AGREES)]
