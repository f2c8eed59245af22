"""What a moderator's forms hold: the thing as it was seen, a reason, words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation import states
from moderation.models import Reason
from moderation.sources import LONGEST_BAN_DAYS

LONGEST = 2000


class WordsForm(forms.Form):
    """Words to the author, or those of the chosen reason where the moderator wrote none."""

    reason = forms.ModelChoiceField(Reason.objects.filter(used_by=Reason.For.EDITOR), required=False, to_field_name="slug")
    words = forms.CharField(required=False, max_length=LONGEST, strip=True)

    def clean(self):
        data = super().clean()
        reason = data.get("reason")
        if reason and not data.get("words"):
            data["words"] = reason.words
        return data

    @property
    def rule(self) -> str:
        reason = self.cleaned_data.get("reason")
        return reason.slug if reason else ""


class ActForm(WordsForm):
    action = forms.ChoiceField(choices=[(action, action) for action in states.EDITORS])
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    text = forms.CharField(required=False, max_length=2 * LONGEST, strip=False)


class BatchForm(WordsForm):
    action = forms.ChoiceField(choices=[("approve", "approve"), ("decline", "decline")])


class BanForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        max_value=LONGEST_BAN_DAYS,
        initial=7,
        error_messages={"required": _("Say for how many days."), "min_value": _("At least one day."), "max_value": _("At most %(limit_value)s days.")},
    )
    words = forms.CharField(label=_("Why (only moderators see it)"), max_length=255, error_messages={"required": _("Say why, for the other moderators.")})
