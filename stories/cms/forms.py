"""The form under a story on the review screen: outcome, the letter, the checklist, the section and the date."""

from __future__ import annotations

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models import LetterTemplate, SectionPage
from stories.models.review import CHECKLIST
from stories.states import State

BLANK = re.compile(r"\[[^\]\n]+\]")

OUTCOMES = {
    State.FIRST_READ: [("approve", _("Pass on to the fact and consent check")), ("changes", _("Ask for changes")), ("decline", _("Decline"))],
    State.FACT_CHECK: [("publish", _("Approve and publish")), ("changes", _("Ask for changes")), ("decline", _("Decline"))],
}


class DecisionForm(forms.Form):
    revision = forms.CharField(max_length=60, widget=forms.HiddenInput)
    template = forms.ModelChoiceField(LetterTemplate.objects.all(), label=_("Start from a letter"), required=False, empty_label=_("An empty letter"))
    words = forms.CharField(
        label=_("Your letter to the author"),
        max_length=5000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Goes to the author word for word, whatever you decide. The greeting and your name are added."),
        error_messages={"required": _("Say why, in words: the author gets them.")},
    )
    outcome = forms.ChoiceField(label=_("Your decision"), widget=forms.RadioSelect)
    section = forms.ModelChoiceField(SectionPage.objects.order_by("position"), label=_("Section"), required=False)
    checklist = forms.MultipleChoiceField(label=_("Checked"), choices=list(CHECKLIST.items()), required=False, widget=forms.CheckboxSelectMultiple)
    at = forms.DateTimeField(
        label=_("Publish on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args, state: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = OUTCOMES.get(state, [])  # type: ignore[attr-defined]
        if state != State.FACT_CHECK:
            del self.fields["checklist"], self.fields["at"], self.fields["section"]
        else:
            self.fields["at"].help_text = _("Empty: at once. The time is that of %(zone)s.") % {"zone": timezone.get_current_timezone_name()}

    def clean_words(self):
        """A letter's own blanks, such as [the reason], must not reach an author; a preview may show them."""
        words = self.cleaned_data["words"]
        blanks = {blank for body in LetterTemplate.objects.values_list("body", flat=True) for blank in BLANK.findall(body)}
        left = [blank for blank in BLANK.findall(words) if blank in blanks]
        if left and "preview" not in self.data:
            raise forms.ValidationError(_("Fill in or take out what the letter left open: %(blanks)s") % {"blanks": " ".join(left)})
        return words

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at <= timezone.now():
            raise forms.ValidationError(_("This date is past. Choose a later one, or leave it empty to publish at once."))
        return at

    def chosen_checks(self) -> dict[str, bool]:
        return {key: key in self.cleaned_data.get("checklist", []) for key in CHECKLIST}


class DueForm(forms.Form):
    """By when whoever has the story means to be done: the editors while they read, the author while it is with her."""

    due_on = forms.DateField(
        label=_("Due"),
        help_text=_("The author sees this day. Empty: no day."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Choose a later one, or leave it empty."))
        return day


class NoteForm(forms.Form):
    """A correction or a follow-up to a published story, or its removal."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("correction", _("A correction: what was changed and why")),
            ("follow-up", _("A follow-up: what happened next")),
            ("removal", _("Remove the story from the site")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"),
        help_text=_("Readers see a correction or follow-up under the story. The reason of a removal goes to its author."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, scheduled: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if scheduled:
            self.fields["kind"].choices = [("unschedule", _("Take it off the schedule"))]  # type: ignore[attr-defined]
            self.fields["kind"].initial = "unschedule"
