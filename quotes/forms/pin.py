"""The one-line form of the wall: typed words come in, cleaned fields for quotes.collect go out."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.honeypot import HoneypotField
from quotes import rules
from quotes.clean import clean_line
from quotes.models import Quote

LONGEST_FIELD = 80


class LineField(forms.CharField):
    """One line, cleaned before it is measured. No maxlength for the browser: it would cut a paste without a word."""

    def __init__(self, *, longest: int = LONGEST_FIELD, **kwargs) -> None:
        super().__init__(**{"required": False, "strip": False} | kwargs)
        self.longest = longest

    def to_python(self, value: object) -> str:
        return clean_line(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.longest and len(value) > self.longest:
            raise ValidationError(_("This is too long: at most %(longest)s characters."), params={"longest": self.longest})


class PinForm(forms.Form):
    text = LineField(longest=0, label=_("Your line"), widget=forms.Textarea(attrs={"rows": 3}))
    name = LineField(label=_("Your name or handle"), widget=forms.TextInput(attrs={"autocomplete": "nickname"}))
    network = forms.ChoiceField(label=_("A handle on"), required=False, choices=[("", _("no network")), *Quote.Network.choices])
    town = LineField(label=_("Your town"), widget=forms.TextInput(attrs={"autocomplete": "address-level2"}))
    work = LineField(label=_("Your line of work"), widget=forms.TextInput(attrs={"autocomplete": "organization-title"}))
    email = forms.EmailField(label=_("Your e-mail, never shown"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    prompt = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)  # sent from the page that asks once more
    homepage = HoneypotField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="pin-%s", use_required_attribute=False, **kwargs)
        for name, field in self.fields.items():  # the note stands there from the start, hidden and empty: the script fills it, too
            if not field.widget.is_hidden:
                field.widget.attrs["aria-describedby"] = f"pin-{name}_error" + (" pin-count" if name == "text" else "")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if "text" in cleaned and (problem := rules.line_problem(cleaned["text"])):
            self.add_error("text", problem)
        if {"name", "network"} <= cleaned.keys() and (problem := rules.name_problem(cleaned["name"], cleaned["network"])):
            self.add_error("name", problem)
        return cleaned

    @property
    def details_open(self) -> bool:
        """Whether one of the folded fields holds something, or is wrong."""
        return any(self[name].value() or self[name].errors for name in ("town", "work", "email"))

    def line(self) -> dict[str, str]:
        """What quotes.collect takes; of a valid form."""
        return {name: self.cleaned_data[name] for name in ("text", "name", "network", "town", "work", "email")}
