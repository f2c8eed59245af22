"""What an editor chooses when she starts a round-up, and what the list of quotes shows meanwhile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quotes.models import Prompt
from stories.forms.fields import LineField, WordsField
from stories.models import SectionPage
from stories.weave import Epigraph


class ListForm(forms.Form):
    """Which quotes are listed. Never invalid: what it cannot read is left out."""

    prompt_shown = forms.ModelChoiceField(Prompt.objects.all(), label=_("Question"), required=False, empty_label=_("The current one"))
    q = forms.CharField(label=_("Words or name"), max_length=100, required=False, widget=forms.TextInput(attrs={"type": "search"}))
    unused = forms.BooleanField(label=_("Only those in no story yet"), required=False)
    before = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data, **kwargs):
        data = data.copy()
        if "prompt" in data and "prompt_shown" not in data:  # the address's short name
            data["prompt_shown"] = data["prompt"]
        if "again" in data:  # another question, or other words: begin with the newest
            data["before"] = ""
        super().__init__(data, **kwargs)
        self.is_valid()

    def prompt(self) -> Prompt | None:
        return self.cleaned_data.get("prompt_shown")

    def wants(self, name: str) -> bool:
        return bool(self.cleaned_data.get(name))

    def number(self, name: str) -> int:
        """0 where none was given."""
        value = self.text(name)
        return int(value) if value.isdecimal() and len(value) < 19 else 0

    def text(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "").strip()


class RoundupForm(forms.Form):
    title = LineField(label=_("Title"), longest=120, error_messages={"required": _("Give the round-up a title. You can change it later.")})
    section = forms.ModelChoiceField(SectionPage.objects.order_by("position"), label=_("Section"), required=False, empty_label=_("Decide later"))
    words = WordsField(label=_("Epigraph"), longest=400, rows=2, required=False)
    person = LineField(label=_("Whose words"), longest=120, required=False)
    source = LineField(label=_("Where they stand"), longest=200, required=False)
    closing_prompt = forms.ModelChoiceField(Prompt.objects.all(), label=_("Closing question"), required=False, empty_label=_("None"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean(self):
        cleaned = super().clean()
        parts = {name: cleaned.get(name, "") for name in ("words", "person", "source")}
        if any(parts.values()):
            for name in (name for name, value in parts.items() if not value and name not in self.errors):
                self.add_error(name, _("An epigraph needs its words, whose they are, and where they stand."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """As stories.weave.start_roundup takes them."""
        data = self.cleaned_data
        epigraph = Epigraph(data["words"], data["person"], data["source"]) if data["words"] else None
        return {"title": data["title"], "section": data["section"], "epigraph": epigraph, "closing_prompt": data["closing_prompt"]}
