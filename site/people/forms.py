"""Sign-up asks for a name besides allauth's address and password."""

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(AllauthSignupForm):
    display_name = forms.CharField(label=_("Your name"), max_length=80, help_text=_("Shown to editors. Each story has its own byline."))
    field_order = ["display_name", "email", "password1"]

    def save(self, request):
        user = super().save(request)
        if user is not None:
            user.display_name = self.cleaned_data["display_name"]
            user.save(update_fields=["display_name"])
        return user
