"""What an editor types about an application, and to invite somebody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stories.forms.fields import LineField, WordsField

LONGEST = 4_000
ACTS = [("accept", _("Accept as a writer")), ("ask", _("Ask something first")), ("decline", _("Decline"))]


class DecisionForm(forms.Form):
    """`seen` names the version that was on the screen, so that nobody decides on another one."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)
    act = forms.ChoiceField(label=_("Your decision"), choices=ACTS, widget=forms.RadioSelect, error_messages={"required": _("Choose what to do.")})
    words = WordsField(
        label=_("Your words to the applicant"),
        longest=LONGEST,
        rows=8,
        required=False,
        help_text=_("Mailed word for word, whatever you decide; the greeting and your name are added. When you accept, you may leave it empty."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("act") in {"ask", "decline"} and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say it in words: the applicant reads them."))
        return cleaned


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254, error_messages={"required": _("Where does the invitation go?")})
    name = LineField(label=_("Name"), longest=80, required=False, help_text=_("For the greeting."))
    words = WordsField(label=_("Your words to this person"), longest=1_000, rows=5, required=False, help_text=_("Why you ask. Mailed word for word."))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
