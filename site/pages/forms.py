"""The contact form: typed words come in, a ContactMessage that can be stored and read goes out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.models import ContactMessage
from stories import typing


class Words(forms.CharField):
    """Cleaned before it is measured: a browser counts a new line as one character and sends two."""

    def __init__(self, *, lines: bool = False, **kwargs) -> None:
        self.lines = lines
        super().__init__(**kwargs)

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        return typing.clean(text).strip() if self.lines else typing.clean_line(text)


class ContactForm(forms.ModelForm):
    name = Words(label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    words = Words(lines=True, label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    # Named like something a script would fill in; people never see it.
    homepage = forms.CharField(required=False, label=_("Leave this empty"), widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    class Meta:
        model = ContactMessage
        fields = ["about", "name", "email", "words"]
        labels = {"about": _("What is it about?"), "email": _("Your e-mail address")}
        help_texts = {"email": _("Only to answer you.")}
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"})}

    @property
    def is_trap_sprung(self) -> bool:
        return bool(self.data.get("homepage"))
