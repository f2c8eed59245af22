"""What an author writes to the newsroom from her desk: an answer, and why she withdraws a story. Too long is an error, never a cut."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stories.forms.fields import WordsField

LONGEST = 10_000  # letters


class AnswerForm(forms.Form):
    words = WordsField(
        label=_("Write to the editors about this story"),
        longest=LONGEST,
        rows=4,
        error_messages={"required": _("Write something first: the editors get your words.")},
    )


class WithdrawForm(forms.Form):
    words = WordsField(label=_("Do you want to say why?"), longest=LONGEST, rows=3, required=False)
