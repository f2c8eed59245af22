"""Questions in the Wagtail admin: what each does now, in words, with its answers counted; and what may be asked next."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateTimeInput, SlugInput
from wagtail.snippets.views.snippets import SnippetViewSet

from quotes.ask_next import CannotAskNext, ask_next
from quotes.models import Prompt, Proposal, Quote


def state(prompt: Prompt, moment: datetime | None = None) -> str:
    """What it does now, and until when, in words."""
    now = moment or timezone.now()
    if prompt.opens_at > now:
        return _("opens %(at)s") % {"at": _at(prompt.opens_at)}
    if not prompt.is_open(now):
        return _("closed %(at)s") % {"at": _at(prompt.closes_at)} if prompt.shows(now) else _("closed, shown from %(at)s") % {"at": _at(prompt.shows_at)}
    if not prompt.shows(now):
        return _("collecting, shown from %(at)s") % {"at": _at(prompt.shows_at)}
    if prompt.closes_at:
        return _("collecting and showing, closes %(at)s") % {"at": _at(prompt.closes_at)}
    return _("collecting and showing")


def _at(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "F j, Y, g:i A") if moment else ""


def counts(prompt: Prompt) -> str:
    """Of a prompt that PromptViewSet has loaded: "3 waiting, 12 on the wall"; rows counted, none remembered."""
    words = {
        "waiting": _("%(n)s waiting"),
        "approved": _("%(n)s approved"),
        "declined": _("%(n)s declined"),
        "hidden": _("%(n)s hidden"),
        "withdrawn": _("%(n)s withdrawn"),
    }
    told = [words[status] % {"n": getattr(prompt, status)} for status in words if getattr(prompt, status)]
    return ", ".join(told) or _("none yet")


class PromptViewSet(SnippetViewSet):
    model = Prompt
    icon = "help"
    menu_label = gettext_lazy("Questions")
    list_display = ["title", Column("state", label=gettext_lazy("Now"), accessor=state), Column("counts", label=gettext_lazy("Answers"), accessor=counts)]
    search_fields = ["title", "spelled_out"]
    panels = [
        FieldPanel("title"),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("spelled_out"),
        FieldPanel("cover_line"),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("shows_at"),
        FieldPanel("closing_message"),
    ]

    def get_queryset(self, request: HttpRequest):
        return Prompt.objects.annotate(**{status: Count("quotes", filter=Q(quotes__status=status)) for status in Quote.Status.values})


class ProposalViewSet(SnippetViewSet):
    model = Proposal
    icon = "pick"
    menu_label = gettext_lazy("Ballot")
    list_display = ["title", "standing", "votes"]
    list_filter = ["standing"]
    ordering = ["-standing", "-votes"]
    panels = [FieldPanel("title"), FieldPanel("spelled_out"), FieldPanel("standing")]


class AskNextForm(forms.Form):
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Opens"), required=False, widget=AdminDateTimeInput, help_text=gettext_lazy("Empty: when the current question closes.")
    )


def ask_this_next(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("quotes.add_prompt"):
        raise PermissionDenied
    proposal = get_object_or_404(Proposal, pk=pk)
    form = AskNextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            prompt = ask_next(proposal, opens_at=form.cleaned_data["opens_at"])
        except CannotAskNext as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(question)s” is the next question: %(state)s.") % {"question": prompt, "state": state(prompt)})
            return redirect("wagtailsnippets_quotes_prompt:edit", prompt.pk)
    return render(request, "cms/ask_next.html", {"form": form, "proposal": proposal}, status=422 if form.errors else 200)


@hooks.register("register_admin_urls")
def ask_next_url():
    return [path("ballot/<int:pk>/ask/", ask_this_next, name="ask_this_next")]


@hooks.register("register_snippet_listing_buttons")
def listing_buttons(snippet, user, next_url=None):
    if isinstance(snippet, Proposal) and snippet.standing and user.has_perm("quotes.add_prompt"):
        yield MenuItem(_("Ask this next"), reverse("ask_this_next", args=[snippet.pk]), icon_name="arrow-right", priority=5)
    if isinstance(snippet, Prompt) and snippet.opens_at <= timezone.now():
        yield MenuItem(_("See its wall"), snippet.get_absolute_url(), icon_name="view", priority=5)
