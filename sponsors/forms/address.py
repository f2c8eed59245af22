"""An address that readers are sent to: typed with or without https://, refused with words where it leads nowhere good."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sponsors import links
from stories.forms.fields import LineField

A_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)  # a port is not one


class AddressField(LineField):
    def __init__(self, *, autocomplete: str = "off", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.URLInput(attrs={"autocomplete": autocomplete, "placeholder": "https://"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        return f"https://{typed}" if typed and not A_SCHEME.match(typed) else typed

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and (problem := links.link_problem(value)):
            raise ValidationError(problem, code="link")
