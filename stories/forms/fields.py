"""Form fields for typed text. They never cut a paste short: too long is an error with the number of letters, not a silent loss."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.models import name_key
from people import initials
from people.models import Byline
from quotes.clean import clean_line
from stories import tell_text, typing


def picker(address: str) -> forms.TextInput:
    """A text box with suggestions: a datalist that works alone, and is filled from `address` while typing (static/js/pick.js)."""
    return forms.TextInput(attrs={"list": f"{address}-list", "data-pick": address, "autocomplete": "off"})


def no_name_as_initials(form: forms.Form, name: str) -> None:
    """Call from clean(). `name`: the field of the shown name, beside `byline_kind`."""
    by_initials = form.cleaned_data.get("byline_kind") == Byline.Kind.INITIALS
    wrong = initials.problem_of(form.cleaned_data.get(name, "")) if by_initials else ""
    if wrong:
        form.add_error(name, wrong)


class LineField(forms.CharField):
    """One line, cleaned; of blanks, joiners and controls alone it is empty. The browser is given no maxlength: it would cut what is pasted
    without a word."""

    def __init__(self, *, longest: int, **kwargs) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def to_python(self, value):
        return clean_line(super().to_python(value) or "")

    def validate(self, value) -> None:
        super().validate(value)
        if len(value) > self.longest:
            over = len(value) - self.longest
            raise ValidationError(
                ngettext("This is %(over)s letter too long (at most %(most)s).", "This is %(over)s letters too long (at most %(most)s).", over)
                % {"over": f"{over:,}", "most": f"{self.longest:,}"},
                code="too_long",
            )


class BusinessNameField(LineField):
    """Signs alone name nothing: they would be dropped without a word."""

    def validate(self, value) -> None:
        super().validate(value)
        if value and not name_key(value):
            raise ValidationError(_("A name has a letter or a number in it. Leave it empty where the story names no business."), code="no_name")


class WordsField(LineField):
    """Several lines, cleaned."""

    def __init__(self, *, rows: int = 4, **kwargs) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value):
        return typing.clean(forms.CharField.to_python(self, value) or "").strip()


class StoryTextField(WordsField):
    """A story's words as typed (stories.tell_text); links that cannot be used are named."""

    def to_python(self, value):
        return tell_text.complete_links(super().to_python(value))

    def validate(self, value) -> None:
        super().validate(value)
        refused = tell_text.refused_links(value)
        if refused:
            raise ValidationError(
                _("This link cannot be used: %(link)s. A link starts with https://, http:// or mailto:.") % {"link": refused[0][:80]}, code="link"
            )
