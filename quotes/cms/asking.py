"""/cms/ask/: an editor asks somebody for a line, and sees of everybody who was asked how it stands."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from people.rules import is_editor
from quotes.ask import CannotAsk, ask
from quotes.models import Ask, Prompt

PAGE = 50


class AskForm(forms.Form):
    """No ModelForm: the verb says better than a constraint who asked this address, and when."""

    prompt = forms.ModelChoiceField(
        Prompt.objects.none(), label=gettext_lazy("Question"), error_messages={"required": gettext_lazy("Choose the question to ask.")}
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, error_messages={"required": gettext_lazy("Write whom you ask: the mail greets by name.")})
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        error_messages={
            "required": gettext_lazy("Write the address that the mail goes to."),
            "invalid": gettext_lazy("Write the whole address, like ana@example.org."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("Your words to this person"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("They stand in the mail above the link. Say why you ask this person."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["prompt"].queryset = Prompt.objects.open_at(timezone.now())  # type: ignore[attr-defined]


def asking(request: HttpRequest) -> HttpResponse:
    if not is_editor(request.user):
        raise PermissionDenied
    form = AskForm(request.POST or None, initial={"prompt": Prompt.objects.current(timezone.now())})
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask(by=request.user, **form.cleaned_data)
        except CannotAsk as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is asked. The mail is on its way.") % {"name": asked.name})
            return redirect("ask")
    rows = Paginator(Ask.objects.select_related("prompt", "asked_by", "quote"), PAGE).get_page(request.GET.get("p"))
    return render(request, "cms/ask.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


class AskMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return is_editor(request.user)


@hooks.register("register_admin_urls")
def ask_urls():
    return [path("ask/", asking, name="ask")]


@hooks.register("register_admin_menu_item")
def ask_menu_item():
    return AskMenuItem(gettext_lazy("Ask for a line"), reverse("ask"), name="ask", icon_name="mail", order=312)
