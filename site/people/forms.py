"""allauth's forms in our words: sign-up asks for a name besides address and password, and an error says what to do."""

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import RequestLoginCodeForm as AllauthRequestLoginCodeForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

ADDRESS = {"required": _("Write your e-mail address."), "invalid": _("Write the whole address, like ana@example.org.")}
SAID = {
    "email": ADDRESS,
    "login": ADDRESS,
    "password": {"required": _("Write your password. Lost it? Choose a new one, or let us e-mail you a code.")},
    "password1": {"required": _("Choose a password.")},
    "display_name": {"required": _("Write the name that editors will call you by.")},
}


class InOurWords:
    """A form whose errors say what to do."""

    fields: dict[str, forms.Field]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in SAID.keys() & self.fields.keys():
            self.fields[name].error_messages.update(SAID[name])


class SignupForm(InOurWords, AllauthSignupForm):
    display_name = forms.CharField(label=_("Your name"), max_length=80, help_text=_("Shown to editors. Each story has its own byline."))
    field_order = ["display_name", "email", "password1"]

    def save(self, request):
        user = super().save(request)
        if user is not None:
            user.display_name = self.cleaned_data["display_name"]
            user.save(update_fields=["display_name"])
        return user


class LoginForm(InOurWords, AllauthLoginForm):
    pass


class RequestLoginCodeForm(InOurWords, AllauthRequestLoginCodeForm):
    pass


class ResetPasswordForm(InOurWords, AllauthResetPasswordForm):
    pass
