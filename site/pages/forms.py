"""The contact form: typed words come in, a ContactMessage that can be stored and read goes out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.honeypot import HoneypotField
from pages.models import ContactMessage
from stories.forms.fields import LineField, WordsField


class ContactForm(forms.ModelForm):
    name = LineField(
        label=_("Your name"), longest=80, error_messages={"required": _("Tell us what to call you.")}, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    words = WordsField(label=_("Your message"), longest=5000, rows=8, error_messages={"required": _("Write your message first.")})
    homepage = HoneypotField()

    class Meta:
        model = ContactMessage
        fields = ["about", "name", "email", "words"]
        labels = {"about": _("What is it about?"), "email": _("Your e-mail address")}
        error_messages = {"email": {"required": _("Give an address that we can answer to.")}, "about": {"required": _("Choose what comes nearest.")}}
        help_texts = {"email": _("Only to answer you.")}
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"})}

    @property
    def is_trap_sprung(self) -> bool:
        return bool(self.data.get("homepage"))
