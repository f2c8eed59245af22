"""What an editor's forms about sponsorships hold: an act, the words that go with it, days or an amount."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 2000


@dataclass(frozen=True)
class Group:
    """Acts that stand together in one form. With one act there is nothing to choose."""

    key: str
    title: str | Promise
    help: str | Promise
    acts: tuple[tuple[str, str | Promise], ...]
    button: str | Promise
    fields: tuple[str, ...] = ("words",)


class ActForm(forms.Form):
    """`seen` names the state that was on the screen, so that nobody decides on another one."""

    seen = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    act = forms.ChoiceField(label=_("Your decision"), widget=forms.RadioSelect, error_messages={"required": _("Choose what to do.")})
    days = forms.IntegerField(
        label=_("Days to add"),
        min_value=1,
        max_value=182,
        widget=forms.NumberInput(attrs={"min": 1, "max": 182}),
        error_messages={"required": _("Say how many days.")},
    )
    amount = forms.DecimalField(
        label=_("Amount before tax"), max_digits=12, help_text=_("As you would write it: 70.00."), error_messages={"required": _("Type the amount.")}
    )
    words = forms.CharField(label=_("In words"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, auto_id=f"{group.key}-%s", use_required_attribute=False, **kwargs)
        self.group = group
        for name in {"days", "amount", "words"} - set(group.fields):
            del self.fields[name]
        self.fields["act"].choices = group.acts  # type: ignore[attr-defined]
        if len(group.acts) == 1:
            self.fields["act"].widget = forms.HiddenInput()
            self.initial["act"] = group.acts[0][0]
