"""What is asked when posts are brought in: the file and the section; then the kinds of service, and whether they are hers."""

from __future__ import annotations

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from stories import consent
from stories.models import KindOfService, SectionPage
from writers.bring import MOST_BYTES, SUFFIXES
from writers.models import ImportRun

NONE = "-"  # a choice like any other, so that no box is called optional
HERS = _("These posts are mine to bring here.")


def _sections() -> list[tuple[str, str]]:
    return [("", _("Not sure: an editor decides")), *SectionPage.objects.live().order_by("position").values_list("slug", "title")]


class _WithSection(forms.Form):
    section = forms.ChoiceField(label=_("Which section do they belong to?"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["section"].choices = _sections()

    @property
    def chosen(self) -> SectionPage | None:
        slug = self.cleaned_data.get("section")
        return SectionPage.objects.live().filter(slug=slug).first() if slug else None


class UploadForm(_WithSection):
    file = forms.FileField(
        label=_("Your export"),
        allow_empty_file=True,  # the verb says what to do
        max_length=255,
        error_messages={"required": _("Choose the file you exported.")},
        help_text=_("At most %(most)s MB. Markdown, HTML or plain text; WordPress's .xml; Ghost's .json; or a .zip of these with their pictures.")
        % {"most": MOST_BYTES // 1024**2},
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(SUFFIXES))}),
    )

    field_order = ("file", "section")


class BringForm(_WithSection):
    """The section, one choice for each tag or category of the run, and her word."""

    hers = forms.BooleanField(label="", error_messages={"required": _("We need your word for this.")})

    def __init__(self, *args, run: ImportRun, **kwargs) -> None:
        super().__init__(*args, initial={"section": run.section.slug if run.section else ""}, **kwargs)
        self.terms = sorted(run.table, key=str.casefold)
        kinds = [(NONE, _("none")), *KindOfService.objects.values_list("slug", "name")]
        for number, term in enumerate(self.terms):
            self.fields[f"kind-{number}"] = forms.ChoiceField(label=term, choices=kinds, initial=run.table[term] or NONE)
        self.fields["hers"].label = f"{HERS} {consent.PHOTOS}"
        self.order_fields(["section", *(f"kind-{number}" for number in range(len(self.terms))), "hers"])

    @cached_property
    def kind_fields(self) -> list[forms.BoundField]:
        return [self[f"kind-{number}"] for number in range(len(self.terms))]

    @property
    def given(self) -> dict[str, str]:
        chosen = {term: self.cleaned_data[f"kind-{number}"] for number, term in enumerate(self.terms)}
        return {term: "" if slug == NONE else slug for term, slug in chosen.items()}
