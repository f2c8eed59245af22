"""The contact form: typed words come in, a ContactMessage that can be stored and read goes out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.honeypot import HoneypotField
from pages.models import ContactMessage
from stories.forms.fields import LineField, WordsField


class ContactForm(forms.ModelForm):
    name = LineField(label=_("Your name"), longest=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    words = WordsField(label=_("Your message"), longest=5000, rows=8)
    homepage = HoneypotField()

    class Meta:
        model = ContactMessage
        fields = ["about", "name", "email", "words"]
        labels = {"about": _("What is it about?"), "email": _("Your e-mail address")}
        help_texts = {"email": _("Only to answer you.")}
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"})}

    @property
    def is_trap_sprung(self) -> bool:
        return bool(self.data.get("homepage"))
