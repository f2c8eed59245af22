"""What an author answers to her editors: a remark, a change, a no; and the day before which her story waits."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.forms.desk import LONGEST
from stories.forms.fields import WordsField
from stories.models import ProposedNote
from stories.propose import LONGEST as LONGEST_NOTE


class AskAgainForm(forms.Form):
    words = WordsField(
        label=_("What should they look at again?"),
        help_text=_("You can ask once. Another editor than the one who declined it reads your story and these words, where there is another one."),
        longest=2_000,
        rows=4,
        error_messages={"required": _("Say what the editors should look at again.")},
    )

    prefix = "ask"


class NotBeforeForm(forms.Form):
    day = forms.DateField(
        label=_("Do not publish it before"),
        help_text=_("For example, until you have left a job. Empty: any day."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as year-month-day, for example 2027-03-01.")},
    )

    prefix = "not-before"

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("This day is past. Choose a later one, or leave it empty."))
        return day


class WordsForm(forms.Form):
    """An answer to one remark or one change; several of them stand on one page."""

    words = WordsField(label=_("Your answer"), longest=LONGEST, rows=3, error_messages={"required": _("Write your answer first.")})


class NoteForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (ProposedNote.Kind.FOLLOW_UP, _("What happened next")),
            (ProposedNote.Kind.CORRECTION, _("A correction: something in the story is not right")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = WordsField(
        label=_("In your words"),
        help_text=_("Readers see it with its date under your story, once an editor has read it."),
        longest=LONGEST_NOTE,
        rows=5,
        error_messages={"required": _("Write what readers should know.")},
    )
