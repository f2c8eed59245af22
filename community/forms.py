"""The forms of a reply and of a report: typed words come in, cleaned ones go out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.honeypot import HoneypotField
from moderation.models import Reason
from quotes.clean import clean_line
from stories.forms.fields import LineField, WordsField

LONGEST_REPLY, LONGEST_REPORT = 2000, 1000
WRITE_FIRST = _("Write your reply first.")


def seen(text: str) -> str:
    """Refuses what nobody would see: only spaces, joiners, controls."""
    if not clean_line(text):
        raise forms.ValidationError(WRITE_FIRST)
    return text


class ReplyForm(forms.Form):
    text = WordsField(
        label=_("Your reply"), longest=LONGEST_REPLY, rows=7, error_messages={"required": WRITE_FIRST}, help_text=_("Plain text, up to 2,000 characters.")
    )
    name = LineField(
        label=_("Your name"),
        longest=80,
        error_messages={"required": _("Sign it: your name, initials or a handle.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Shown beside your reply."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Give an address that you can read mail at.")},
        help_text=_("Never shown. We mail you a link: your reply is sent on when you open it."),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    homepage = HoneypotField()

    def clean_text(self) -> str:
        return seen(self.cleaned_data["text"])


class ReportForm(forms.Form):
    reason = forms.ModelChoiceField(
        Reason.objects.filter(used_by=Reason.For.READER),
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose what comes nearest.")},
    )
    words = WordsField(label=_("Say more"), required=False, longest=LONGEST_REPORT, help_text=_("Only editors read it."))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Never shown. Only if we may ask back."),
    )
    homepage = HoneypotField()
