"""One placement for an editor: what, who, when, for how much, the message as readers will see it, and the decision."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from people.models import User
from sponsors import approve, bill, compose, place, rules
from sponsors.cms import told
from sponsors.cms.acting import as_seen, carried_out, forms_of, status
from sponsors.cms.forms import Group
from sponsors.cms.gate import managers_only
from sponsors.dates import site_today
from sponsors.models import Creative, Placement
from sponsors.price import money

State = Placement.State
DECIDE = Group(
    "decide",
    gettext_lazy("Your decision"),
    gettext_lazy("Your words go to the sponsor. They may be left out where you approve."),
    (("approve", gettext_lazy("Approve")), ("changes", gettext_lazy("Ask for changes")), ("decline", gettext_lazy("Decline"))),
    gettext_lazy("Decide and write to the sponsor"),
)
MESSAGE = Group(
    "message",
    gettext_lazy("The changed message"),
    gettext_lazy("Until you approve it, the old message keeps running. Your words go to the sponsor."),
    (("approve-message", gettext_lazy("Approve the new message")), ("decline-message", gettext_lazy("Decline it, the old one stays"))),
    gettext_lazy("Decide and write to the sponsor"),
)
MAKE_GOOD = Group(
    "make-good",
    gettext_lazy("Make days good"),
    gettext_lazy("Where days were lost through a fault of ours: they are added at the end, free of charge. Say why; the sponsor reads it."),
    (("make-good", gettext_lazy("Add these days")),),
    gettext_lazy("Add these days"),
    ("days", "words"),
)
STOP = Group(
    "stop",
    gettext_lazy("Stop it early"),
    gettext_lazy("It leaves the site at once. Days that were not served are credited. Say why; the sponsor reads it."),
    (("stop", gettext_lazy("Stop this placement")),),
    gettext_lazy("Stop this placement"),
)
DONE = {
    "approve": gettext_lazy("Approved. The sponsor has its letter and its bill."),
    "changes": gettext_lazy("The sponsor is asked for changes; its days stay on hold."),
    "decline": gettext_lazy("Declined. The sponsor has your words, and the days are free again."),
    "approve-message": gettext_lazy("Readers see the new message now."),
    "decline-message": gettext_lazy("The old message stays. The sponsor has your words."),
    "make-good": gettext_lazy("The days are added. The sponsor has your words."),
    "stop": gettext_lazy("Stopped. The sponsor has your words."),
}
LOADED = ("sponsor__line", "slot__section", "slot__story", "creative", "made_by")


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def placement(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Placement.objects.select_related(*LOADED), pk=pk)
    waiting = found.creatives.exclude(state=Creative.State.DECLINED).exclude(pk=found.creative_id).first()
    waiting = waiting if waiting and waiting.state == Creative.State.WAITING else None
    seen = _seen(found, waiting)
    forms = forms_of(request, groups(found, waiting), seen=seen)
    if carried_out(request, forms, partial(_act, found, waiting, seen, request.user)):
        return redirect("cms_placement", pk=pk)
    return render(request, "cms/sponsor_placement.html", _context(found, waiting) | {"forms": forms}, status=status(forms))


def groups(found: Placement, waiting: Creative | None) -> list[Group]:
    """What can be done to it in the state it is in."""
    if found.state == State.SUBMITTED:
        return [DECIDE]
    if found.state == State.APPROVED:
        return ([MESSAGE] if waiting else []) + [MAKE_GOOD, STOP]
    return [MAKE_GOOD] if found.state == State.ENDED else []


def _seen(found: Placement, waiting: Creative | None) -> str:
    return f"{found.version}-{waiting.pk}.{waiting.version}" if waiting else str(found.version)


def _act(found: Placement, waiting: Creative | None, now: str, by: User, data: dict[str, Any]) -> str:
    as_seen(data["seen"], now, _("This placement or its message was changed while you were reading. Look at it again, then decide."))
    act, words = data["act"], data["words"].strip()
    if act == "make-good":
        approve.make_good(found, days=data["days"], by=by, note=words)
    elif act in MESSAGE_VERBS and waiting:
        MESSAGE_VERBS[act](waiting, by=by, words=words)
    else:
        VERBS[act](found, by=by, words=words)
    return str(DONE[act])


VERBS = {"approve": approve.approve, "changes": approve.ask_changes, "decline": approve.decline, "stop": approve.stop}
MESSAGE_VERBS = {"approve-message": approve.approve_creative, "decline-message": approve.decline_creative}


def _context(found: Placement, waiting: Creative | None) -> dict[str, Any]:
    is_open = found.state in {State.HELD, State.SUBMITTED}
    messages_of_it = [(_("What readers see now"), found.creative)] if found.creative else []
    newest = waiting or (found.creatives.first() if not found.creative else None)
    if newest:
        messages_of_it.append((_("The new message") if found.creative else _("The message"), newest))
    today = site_today()
    asked = {"slot": found.slot, "sponsor": found.sponsor}
    return {
        "placement": found,
        "price": money(found.price, found.currency),
        "came_to": bill.came_to(found),
        "rate": money(found.rate, found.currency),
        "looks": [(title, one, list(compose.problems(one).values()) if one == newest else []) for title, one in messages_of_it],
        "refusals": rules.refusals(**asked, starts=found.starts, ends=found.ends, today=today, placement=found) if is_open else [],
        "notices": rules.notices(**asked),
        "make_goods": found.make_goods.all(),
        "bills": found.bills.all(),
        "decisions": told.about(found),
        "other": found.sponsor.placements.exclude(pk=found.pk).select_related("slot__section", "slot__story")[:5],
    }


@managers_only
@require_safe
@xframe_options_sameorigin
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """One message in the site's own clothes, for the frames on the screen above: light, or dark with ?theme=dark; with ?still=1 only to be looked at."""
    found = get_object_or_404(Creative.objects.select_related("placement__slot__section", "placement__slot__story", "placement__sponsor"), pk=pk)
    theme = "dark" if request.GET.get("theme") == "dark" else "light"
    return render(request, "cms/sponsor_look.html", {"one": place.preview(found), "theme": theme, "still": "still" in request.GET})
