"""Sponsors for an editor: the list; one of them with its people, its businesses and its placements; accepting, declining, closing; what readers see of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from businesses.models import Business, name_key
from people.models import User
from sponsors import register, rules, subject
from sponsors.cms import told
from sponsors.cms.acting import as_seen, carried_out, forms_of, status
from sponsors.cms.forms import ActForm, Group
from sponsors.cms.gate import managers_only
from sponsors.cms.placements import kept
from sponsors.forms.address import AddressField
from sponsors.forms.organisation import PICTURES, LineOfBusinessField
from sponsors.models import LineOfBusiness, Sponsor
from sponsors.price import money
from sponsors.states import CannotBook
from stories.forms.fields import LineField

PAGE = 50
MOST_FOUND = 20  # businesses that a search offers
Status = Sponsor.Status
DECIDE = Group(
    "decide",
    gettext_lazy("Your decision"),
    gettext_lazy("Your words go to the people who registered it. They may be left out where you accept."),
    (("accept", gettext_lazy("Accept: it can book")), ("decline", gettext_lazy("Decline"))),
    gettext_lazy("Decide and write to them"),
)
CLOSE = Group(
    "close",
    gettext_lazy("Close it"),
    gettext_lazy("For a sponsor that leaves. Its figures and bills stay; what is not approved is cancelled. Nothing is erased."),
    (("close", gettext_lazy("Close this sponsor")),),
    gettext_lazy("Close this sponsor"),
)
VERBS = {"accept": register.accept, "decline": register.decline, "close": register.close}
DONE = {
    "accept": gettext_lazy("Accepted. It can book now, and knows so."),
    "decline": gettext_lazy("Declined. It has your words."),
    "close": gettext_lazy("Closed. Its figures and bills stay."),
}


@managers_only
@require_safe
def sponsors(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("status", "")
    words = name_key(request.GET.get("q", "").replace("\x00", "")[:80])
    rows = Sponsor.objects.select_related("line").annotate(number=Count("placements")).order_by("name", "pk")
    rows = rows.filter(status=chosen) if chosen in Status.values else rows
    rows = rows.filter(key__contains=words) if words else rows
    page = Paginator(rows, PAGE).get_page(request.GET.get("p"))
    context = {"rows": page, "statuses": Status.choices, "chosen": chosen, "q": request.GET.get("q", ""), "kept": kept(request)}
    return render(request, "cms/sponsor_list.html", context)


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def sponsor(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Sponsor.objects.select_related("line"), pk=pk)
    forms_ = forms_of(request, groups(found), seen=found.status)
    if carried_out(request, forms_, partial(_act, found, request.user)):
        return redirect("cms_sponsor", pk=pk)
    return _page(request, found, forms_)


def groups(found: Sponsor) -> list[Group]:
    if found.status == Status.WAITING:
        return [DECIDE]
    return [] if found.status == Status.CLOSED else [CLOSE]


def _act(found: Sponsor, by: User, data: dict[str, Any]) -> str:
    as_seen(data["seen"], found.status, _("Somebody has decided about this sponsor while you were reading. Look again."))
    VERBS[data["act"]](found, by=by, words=data["words"].strip())
    return str(DONE[data["act"]])


class BusinessesForm(forms.Form):
    """Those it has, and those that a search found, to be ticked."""

    businesses = forms.ModelMultipleChoiceField(
        Business.objects.none(), label=gettext_lazy("Businesses it is or owns"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, sponsor: Sponsor, words: str, **kwargs):
        super().__init__(*args, **kwargs)
        mine = set(sponsor.businesses.values_list("pk", flat=True))
        typed = {int(pk) for pk in self.data.getlist("businesses") if pk.isascii() and pk.isdigit() and len(pk) < 19} if self.is_bound else set()
        choices = Business.objects.filter(pk__in=mine | typed | searched(words)).select_related("place")
        self.fields["businesses"].queryset = choices.order_by("name", "pk")  # type: ignore[attr-defined]
        self.initial["businesses"] = sorted(mine)


def searched(words: str) -> set[int]:
    key = name_key(words.replace("\x00", "")[:80])
    rows = Business.objects.filter(merged_into=None, key__contains=key).order_by("name", "pk")
    return set(rows.values_list("pk", flat=True)[:MOST_FOUND]) if key else set()


@managers_only
@require_POST
def own_businesses(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Sponsor.objects.select_related("line"), pk=pk)
    form = BusinessesForm(request.POST, sponsor=found, words="")
    if form.is_valid():
        try:
            register.change(found, by=request.user, businesses=form.cleaned_data["businesses"])
        except CannotBook as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. It cannot support a story about any of them."))
            return redirect("cms_sponsor", pk=pk)
    return _page(request, found, forms_of(request, groups(found), seen=found.status), businesses=form)


class SeenForm(forms.Form):
    """What readers see beside a placement: once something is booked, only an editor changes it."""

    name = LineField(longest=register.LONGEST["name"], label=gettext_lazy("Name"))
    site = AddressField(longest=register.LONGEST["site"], label=gettext_lazy("Web site"))
    line = LineOfBusinessField(LineOfBusiness.objects.all(), label=gettext_lazy("Line of business"))
    logo = forms.FileField(
        label=gettext_lazy("Another logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=gettext_lazy("PNG, JPEG or WebP. Without a file the logo stays as it is."),
    )

    def __init__(self, *args: Any, sponsor: Sponsor, **kwargs: Any) -> None:
        initial = {"name": sponsor.name, "site": sponsor.site, "line": sponsor.line_id}
        super().__init__(*args, initial=initial, auto_id="seen-%s", use_required_attribute=False, **kwargs)


@managers_only
@require_POST
def what_readers_see(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Sponsor.objects.select_related("line"), pk=pk)
    form = SeenForm(request.POST, request.FILES, sponsor=found)
    if form.is_valid():
        try:
            _change(found, request.user, dict(form.cleaned_data))
        except CannotBook as refusal:
            form.add_error(None, str(refusal))
            found.refresh_from_db()
        else:
            messages.success(request, _("Saved. Readers see it from now on."))
            return redirect("cms_sponsor", pk=pk)
    return _page(request, found, forms_of(request, groups(found), seen=found.status), seen=form)


def _change(found: Sponsor, by: User, values: dict[str, Any]) -> None:
    """All of it or nothing."""
    logo = values.pop("logo")
    with transaction.atomic():
        register.change(found, by=by, **values)
        if logo:
            register.set_logo(found, by=by, upload=logo)


def _page(
    request: HttpRequest, found: Sponsor, forms_: list[ActForm], *, businesses: BusinessesForm | None = None, seen: SeenForm | None = None
) -> HttpResponse:
    businesses = businesses or BusinessesForm(sponsor=found, words=request.GET.get("business", ""))
    seen = seen or SeenForm(sponsor=found)
    placements = found.placements.select_related("slot__section", "slot__story")[:PAGE]
    owned = set(found.businesses.values_list("pk", flat=True))
    context = {
        "sponsor": found,
        "members": found.members.select_related("user"),
        "placements": [(one, money(one.price, one.currency)) for one in placements],
        "taken_for": Business.objects.filter(pk__in=subject.businesses_of(found) - owned, merged_into=None).select_related("place"),
        "prohibited": rules.prohibited(found.line),
        "decisions": told.about(found),
        "forms": forms_,
        "businesses": businesses,
        "seen": seen,
        "q": request.GET.get("business", ""),
    }
    return render(request, "cms/sponsor.html", context, status=422 if businesses.errors or seen.errors else status(forms_))
