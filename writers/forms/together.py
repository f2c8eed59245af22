"""Writing together: whom an author asks, and how somebody who is asked wants to be shown."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Byline
from stories.forms.fields import LineField, WordsField, no_name_as_initials


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={"required": _("Give the address that the invitation goes to.")},
        help_text=_("Nobody sees it. No account is needed."),
    )
    name = LineField(
        label=_("Name that readers would see"),
        longest=80,
        error_messages={"required": _("Say which name readers would see.")},
        help_text=_("Whoever you ask can choose another one."),
    )
    may_edit = forms.BooleanField(label=_("May change the text, too"), required=False, initial=True)
    words = WordsField(label=_("Your words to this person"), longest=1000, rows=3, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)


class AgreeForm(forms.Form):
    name = LineField(label=_("Name that readers see"), longest=80, error_messages={"required": _("Choose a name: your own, your initials or a pseudonym.")})
    byline_kind = forms.ChoiceField(label=_("This is"), choices=Byline.Kind.choices, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean(self):
        cleaned = super().clean()
        no_name_as_initials(self, "name")
        return cleaned
