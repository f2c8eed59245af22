"""Who is invited to a sponsor's desk, and as what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sponsors.models import Member

ROLES = [
    (Member.Role.MANAGER, _("Manager: books days, writes messages, reads figures and bills")),
    (Member.Role.REPORTER, _("Reporter: reads figures only")),
    (Member.Role.OWNER, _("Owner: all of that, and invites members and changes the organization")),
]
SHORT = [(Member.Role.OWNER, _("Owner")), (Member.Role.MANAGER, _("Manager")), (Member.Role.REPORTER, _("Reporter"))]


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("What may they do?"), choices=ROLES, widget=forms.RadioSelect, initial=Member.Role.MANAGER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=SHORT)
