"""Rows that can be repeated in a part: figures, and names that were changed. A row left empty is no row."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stories.forms.fields import BusinessNameField, LineField, picker
from stories.typing import clean_line


class Row(forms.Form):
    needed: tuple[str, ...] = ()  # once anything in the row is filled in
    most = 4
    spare = 1  # empty rows shown after the filled ones
    title = ""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean(self):
        cleaned = super().clean() or {}
        if any(cleaned.values()):
            for name in self.needed:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Fill this in, or empty the whole row.")))
        return cleaned

    @property
    def filled(self) -> bool:
        return any(getattr(self, "cleaned_data", {}).values())


class FiguresRow(Row):
    needed = ("label", "before", "after")
    most = 3
    title = _("Figure")

    label = LineField(label=_("What was counted"), longest=120, required=False, help_text=_("For example: standing orders renewed at New Year"))
    before = LineField(label=_("Before"), longest=40, required=False)
    after = LineField(label=_("After"), longest=40, required=False)
    unit = LineField(label=_("Unit"), longest=40, required=False, help_text=_("Orders, minutes, dollars ..."))
    period = LineField(label=_("Between when and when"), longest=80, required=False)
    source = LineField(label=_("Where the figure comes from"), longest=200, required=False, help_text=_("A figure without a source is not published."))
    confounder = LineField(
        label=_("What else changed at the same time?"), longest=300, required=False, help_text=_("For example: the other bakery in the street closed.")
    )


class NameRow(Row):
    needed = ("real", "shown")
    most = 12
    spare = 2
    title = _("Name")

    real = LineField(label=_("Real name"), longest=80, required=False)
    shown = LineField(label=_("Shown as"), longest=80, required=False)


class AlsoRow(Row):
    needed = ("business",)
    most = 8
    title = _("Business")

    business = BusinessNameField(label=_("Another business"), longest=120, required=False, widget=picker("businesses"))
    place = LineField(label=_("Its town, if it is another one"), longest=160, required=False, widget=picker("places"))


def row_keys(kind: type[Row], prefix: str) -> set[str]:
    """Every name that a form with these rows can send."""
    return {f"{prefix}-{number}-{name}" for number in range(kind.most + kind.spare) for name in kind.base_fields}


def rows(kind: type[Row], prefix: str, values: Mapping[str, object], *, bound: bool) -> list[Row]:
    """The filled rows of `kind` found in `values` under '<prefix>-<number>-<field>', closed up, and its spare empty ones."""
    found = []
    for number in range(kind.most + kind.spare):
        row = {name: values.get(f"{prefix}-{number}-{name}", "") for name in kind.base_fields}
        if any(clean_line(str(value)) for value in row.values()):
            found.append(row)
    count = max(len(found), 1) if bound else min(len(found) + kind.spare, kind.most)
    forms_ = []
    for number in range(max(count, len(found))):
        row = found[number] if number < len(found) else {}
        key = f"{prefix}-{number}"
        forms_.append(kind({f"{key}-{name}": value for name, value in row.items()}, prefix=key) if bound else kind(initial=row, prefix=key))
    return forms_
