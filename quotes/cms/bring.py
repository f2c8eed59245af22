"""/cms/bring/: paste or upload, look at what was understood, mend it, and bring it in; and the way out, as CSV or JSON."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.menus import MenuItem as ListingItem

from moderation.rules import may_moderate
from quotes import bring
from quotes.cms.bring_forms import BringForm, TakeForm, changes
from quotes.models import Batch, Prompt, Quote
from quotes.take_away import FORMATS, filename, take_away
from quotes.understand import NotUnderstood, understand

PAGE = 50  # rows; a form of more inputs is refused by the server
UNFINISHED = 20


def start(request: HttpRequest) -> HttpResponse:
    """Step one: what is brought, and to which prompt."""
    _only_moderators(request)
    first = Prompt.objects.filter(pk=_number(request.GET.get("prompt"))).first() or Prompt.objects.current(timezone.now())
    form = BringForm(request.POST or None, request.FILES or None, initial={"prompt": first})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("bring_preview", _begun(request, form.cleaned_data).pk)
        except (NotUnderstood, bring.CannotBring) as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "words", str(refusal))
    unfinished = Batch.objects.filter(state=Batch.State.PREVIEW).select_related("prompt", "made_by").defer("rows")[:UNFINISHED]
    return render(request, "cms/bring.html", {"form": form, "unfinished": unfinished}, status=422 if form.errors else 200)


def _begun(request: HttpRequest, data: dict[str, Any]) -> Batch:
    file = data["file"]
    understood = understand(file.read() if file else data["words"], filename=file.name if file else "")
    for row in understood.rows:
        if data["network"] and not row.network and row.name.startswith("@") and " " not in row.name and row.name.count("@") == 1:
            row.network = data["network"]
    batch = bring.begin(prompt=data["prompt"], rows=understood.rows, by=request.user)
    count = len(understood.rows)
    told = ngettext("%(count)s row was understood, as %(shape)s.", "%(count)s rows were understood, as %(shape)s.", count)
    messages.info(request, told % {"count": count, "shape": understood.shape})
    if understood.aside:
        aside = ngettext("%(count)s line was furniture of the page: %(lines)s", "%(count)s lines were furniture of the page: %(lines)s", len(understood.aside))
        messages.info(request, aside % {"count": len(understood.aside), "lines": " / ".join(understood.aside)[:300]})
    return batch


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Step two: every row as it was understood, kept in the batch, so that a reload loses nothing."""
    _only_moderators(request)
    batch = get_object_or_404(Batch.objects.select_related("prompt", "made_by"), pk=pk)
    if batch.state != Batch.State.PREVIEW:
        return _over(request, batch)
    form = TakeForm(_take_data(request), initial={"consent": None})
    if request.method == "POST":
        try:
            return _act(request, batch, form)
        except bring.CannotBring as refusal:
            batch.refresh_from_db()
            if batch.state != Batch.State.PREVIEW:
                messages.warning(request, str(refusal))
                return redirect("bring_preview", batch.pk)
            form.full_clean()
            form.add_error(None, str(refusal))
    return _shown(request, batch, form)


def _take_data(request: HttpRequest):
    return request.POST if request.method == "POST" and request.POST.get("act") == "take" else None


def _act(request: HttpRequest, batch: Batch, form: TakeForm) -> HttpResponse:
    """Takes over what was typed, then does what the button says. Raises CannotBring with words."""
    act = request.POST.get("act", "save")
    if act == "leave":
        bring.leave(batch)
        messages.success(request, _("Left out: nothing came in."))
        return redirect("bring")
    changed = bring.mend(batch, changes=changes(request.POST), seen=request.POST.get("stamp", ""))
    batch.rows = changed.rows
    if act == "take":
        if not form.is_valid():
            return _shown(request, batch, form)
        return _taken(request, batch, form)
    messages.success(request, _("Saved."))
    page = act.removeprefix("page-") if act.startswith("page-") else str(_number(request.GET.get("p")) or 1)
    return redirect(f"{reverse('bring_preview', args=[batch.pk])}?p={page}")


def _taken(request: HttpRequest, batch: Batch, form: TakeForm) -> HttpResponse:
    approve = form.cleaned_data["approve"]
    brought = bring.take(batch, seen=form.seen(), by=request.user, approve=approve)
    if approve:
        words = ngettext("%(count)s quote is on the wall.", "%(count)s quotes are on the wall.", brought.count)
    else:
        words = ngettext("%(count)s quote is in and waits in the queue.", "%(count)s quotes are in and wait in the queue.", brought.count)
    messages.success(request, words % {"count": brought.count})
    if brought.again:
        messages.warning(request, _("%(count)s were brought in by somebody else meanwhile and were left out.") % {"count": brought.again})
    return redirect("bring_preview", batch.pk)


def _shown(request: HttpRequest, batch: Batch, form: TakeForm) -> HttpResponse:
    numbered = [row | {"number": number} for number, row in enumerate(batch.rows)]
    page = Paginator(numbered, PAGE).get_page(request.GET.get("p"))
    wanted = [row for row in batch.rows if not row["leave"]]
    context = {
        "batch": batch,
        "page": page,
        "form": form,
        "stamp": bring.stamp(batch.rows),
        "networks": Quote.Network.choices,
        "wanted": len(wanted),
        "left": len(batch.rows) - len(wanted),
        "wrong": sum(bool(row["problems"]) for row in wanted),
        "alike": sum(bool(row["same"] or row["near"]) for row in batch.rows),
    }
    return render(request, "cms/bring_preview.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest, batch: Batch) -> HttpResponse:
    if request.method == "POST":
        messages.warning(request, _("This was finished already, perhaps in another tab. Nothing was brought in twice."))
        return redirect("bring_preview", batch.pk)
    return render(request, "cms/bring_over.html", {"batch": batch})


def away(request: HttpRequest, pk: int, form: str) -> StreamingHttpResponse:
    """A prompt's quotes as a file, written while it is read."""
    _only_moderators(request)
    prompt = get_object_or_404(Prompt, pk=pk)
    if form not in FORMATS:
        raise Http404
    name = filename(prompt, form=form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return StreamingHttpResponse(take_away(prompt, form=form), content_type=FORMATS[form], headers=headers)


def _only_moderators(request: HttpRequest) -> None:
    if not may_moderate(request.user):
        raise PermissionDenied


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


class BringMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_moderate(request.user)


@hooks.register("register_admin_urls")
def bring_urls():
    return [
        path("bring/", start, name="bring"),
        path("bring/<int:pk>/", preview, name="bring_preview"),
        path("prompts/<int:pk>/quotes.<str:form>", away, name="quotes_away"),
    ]


@hooks.register("register_admin_menu_item")
def bring_menu_item():
    return BringMenuItem(gettext_lazy("Bring quotes in"), reverse("bring"), name="bring", icon_name="download", order=311)


@hooks.register("register_snippet_listing_buttons")
def bring_button(snippet, user, next_url=None):
    if isinstance(snippet, Prompt) and may_moderate(user):
        yield ListingItem(_("Bring quotes in"), f"{reverse('bring')}?prompt={snippet.pk}", icon_name="download", priority=10)
        yield ListingItem(_("Take its quotes away as CSV"), reverse("quotes_away", args=[snippet.pk, "csv"]), icon_name="upload", priority=11)
        yield ListingItem(_("Take its quotes away as JSON"), reverse("quotes_away", args=[snippet.pk, "json"]), icon_name="upload", priority=12)
