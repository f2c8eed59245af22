"""What a sponsor tells about itself: typed fields come in, cleaned values for sponsors.register go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sponsors.forms.address import AddressField
from sponsors.models import LineOfBusiness, Sponsor
from stories.forms.fields import LineField, WordsField

PICTURES = "image/jpeg,image/png,image/webp"
MOST_BUSINESSES = 20


class LineOfBusinessField(forms.ModelChoiceField):
    """Every line of business stands in the list; one that we cannot take is marked, and refused with its reason."""

    def label_from_instance(self, obj: Any) -> str:
        return gettext("%(line)s (cannot sponsor)") % {"line": obj.name} if obj.prohibited else str(obj.name)

    def clean(self, value: object) -> LineOfBusiness | None:
        line = super().clean(value)
        if line and line.prohibited:
            raise ValidationError(_("We cannot take sponsors in this line of business: %(reason)s"), params={"reason": line.reason}, code="prohibited")
        return line


class OrganisationForm(forms.Form):
    name = LineField(
        longest=40,
        label=_("Name, as readers will see it"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name that readers will see after “Supported by”.")},
    )
    site = AddressField(
        longest=300, label=_("Web site"), autocomplete="url", error_messages={"required": _("Write the address of your site, such as https://example.com.")}
    )
    line = LineOfBusinessField(
        LineOfBusiness.objects.all(),
        label=_("Line of business"),
        empty_label=_("Please choose"),
        error_messages={"required": _("Choose the line that comes nearest to what you do.")},
    )
    businesses = WordsField(
        longest=2_000,
        rows=3,
        required=False,
        label=_("Businesses you are or own"),
        help_text=_("One a line, with the town if there are several: Marlow Bakery (Bristol, Rhode Island). A sponsor never stands at a story about itself."),
    )
    logo = forms.FileField(
        required=False,
        label=_("Logo"),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=_("PNG, JPEG or WebP, at most 20 MB. It is shown small, on light and dark paper."),
    )
    bill_name = LineField(
        longest=120,
        label=_("Name on the bill"),
        widget=forms.TextInput(attrs={"autocomplete": "billing organization"}),
        error_messages={"required": _("Write the name that your bills are made out to.")},
    )
    bill_address = WordsField(
        longest=400,
        rows=3,
        label=_("Billing address"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "billing street-address"}),
        error_messages={"required": _("Write the postal address that stands on your bills.")},
    )
    bill_email = forms.EmailField(
        label=_("E-mail for bills"),
        widget=forms.EmailInput(attrs={"autocomplete": "billing email"}),
        error_messages={"required": _("Write the address that we send bills to.")},
    )
    tax_number = LineField(longest=40, required=False, label=_("Tax number"))

    def __init__(self, *args: Any, sponsor: Sponsor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, initial=kept(sponsor) if sponsor else None, **kwargs)
        listed = self.initial.get("businesses", "")
        self.named_already = listed.split("\n") if listed else []
        self.fields["businesses"].longest += len(listed)  # type: ignore[attr-defined]
        if listed:
            self.fields["businesses"].help_text = _("One a line. You can add to this list; to take a business off it, write to us from the contact page.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            self.ask_for_the_logo_again()
        return cleaned

    def refuse(self, field: str | None, problem: str) -> None:
        self.add_error(field, problem)
        if field != "logo":
            self.ask_for_the_logo_again()

    def ask_for_the_logo_again(self) -> None:
        """A browser forgets the file when a form comes back."""
        if self.files.get("logo"):
            self.add_error("logo", gettext("Choose the logo once more: your browser keeps no files."))

    def clean_businesses(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["businesses"].split("\n") if line.strip()]
        new = [name for name in names if name not in self.named_already]
        if new and len(self.named_already) + len(new) > MOST_BUSINESSES:
            words = _("At most %(most)s businesses. Name the ones you own directly, and write to us about the rest.")
            raise ValidationError(words, params={"most": MOST_BUSINESSES})
        if any(len(name) > 200 for name in new):
            raise ValidationError(_("One of these lines is too long. Put each business on a line of its own."))
        return names

    def left_out(self) -> list[str]:
        """Named already and not this time; of a valid form."""
        return [name for name in self.named_already if name not in self.cleaned_data["businesses"]]

    def values(self) -> dict[str, Any]:
        """What sponsors.register takes; of a valid form. The logo goes its own way."""
        return {name: value for name, value in self.cleaned_data.items() if name != "logo"}


def kept(sponsor: Sponsor) -> dict[str, Any]:
    """A sponsor's own words, for the form that changes them."""
    names = ("name", "site", "line", "bill_name", "bill_address", "bill_email", "tax_number")
    return {name: getattr(sponsor, name) for name in names} | {"businesses": "\n".join(str(one) for one in sponsor.businesses.select_related("place"))}


class CloseForm(forms.Form):
    words = WordsField(longest=1_000, rows=3, required=False, label=_("Do you want to say why?"))
