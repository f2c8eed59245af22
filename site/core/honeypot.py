"""A field that people never see and programs fill in; its form's template hides it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class HoneypotField(forms.CharField):
    """Call it `homepage`, or something else that a program would be glad to fill in."""

    def __init__(self) -> None:
        super().__init__(required=False, label=_("Leave this empty"), widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
