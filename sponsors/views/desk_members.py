"""The people of a sponsor: who is in, who is invited, and the page behind an invitation's link."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sponsors import register
from sponsors.forms.members import InviteForm, RoleForm
from sponsors.models import Invitation, Member, Sponsor
from sponsors.states import CannotBook
from sponsors.views.own import own_sponsor, sponsor_nav


@login_required
@never_cache
def members(request: HttpRequest, slug: str) -> HttpResponse:
    found, member = own_sponsor(request, slug, "members")
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            register.invite(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Invited. The link in the mail to %(email)s works once.") % {"email": form.cleaned_data["email"]})
            return redirect("sponsor_members", slug=slug)
        except CannotBook as problem:
            form.add_error("email", str(problem))
    return render(request, "sponsors/desk_members.html", _context(found, member, form), status=422 if form.is_bound else 200)


def _context(found: Sponsor, member: Member, form: InviteForm) -> dict[str, object]:
    people = found.members.select_related("user")
    return {
        "sponsor": found,
        "me": member,
        "rows": [(one, RoleForm(initial={"role": one.role}, auto_id=f"role-{one.pk}-%s")) for one in people],
        "invitations": found.invitations.filter(accepted_at=None, stopped_at=None, expires_at__gt=timezone.now()).select_related("made_by"),
        "form": form,
        "desk_nav": sponsor_nav(member, "members"),
    }


@login_required
@require_POST
def change_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, _member = own_sponsor(request, slug, "members")
    one = get_object_or_404(found.members.select_related("user"), pk=pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Http404(pk)
    return _done(request, found, lambda: register.change_role(one, role=form.cleaned_data["role"], by=request.user), _("Changed."))


@login_required
@never_cache
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks first."""
    found, member = own_sponsor(request, slug, "members")
    one = get_object_or_404(found.members.select_related("user"), pk=pk)
    if request.method == "POST":
        said = _("%(name)s is no longer a member.") % {"name": one.user}
        return _done(request, found, lambda: register.remove(one, by=request.user), said)
    return render(request, "sponsors/desk_remove_member.html", {"sponsor": found, "one": one, "desk_nav": sponsor_nav(member, "members")})


@login_required
@require_POST
def stop_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, _member = own_sponsor(request, slug, "members")
    one = get_object_or_404(found.invitations, pk=pk)
    return _done(request, found, lambda: register.stop_invitation(one, by=request.user), _("The link in that mail does not work any more."))


def _done(request: HttpRequest, found: Sponsor, act: Callable[[], object], done: str) -> HttpResponse:
    """Does it, and says so, or why not, on the members' page; somebody who is no longer an owner goes home."""
    try:
        act()
        messages.success(request, done)
    except CannotBook as problem:
        messages.error(request, str(problem))
    still = found.members.filter(user=request.user, role=Member.Role.OWNER).exists()
    return redirect("sponsor_members", slug=found.slug) if still else redirect("sponsor_desks")


@never_cache
def join(request: HttpRequest, key: str) -> HttpResponse:
    """For whoever has the mail: signed in, one button; not signed in, the way to sign in or up and back here."""
    invitation = register.find_invitation(key)
    if request.method == "POST" and invitation and request.user.is_authenticated:
        return _joined(request, invitation)
    context = {"invitation": invitation, "path": request.path, "refused": _refused(request, invitation)}
    return render(request, "sponsors/desk_join.html", context, status=200 if invitation else 410)


def _refused(request: HttpRequest, invitation: Invitation | None) -> str:
    """Said before the button is pressed; who is a member already is told by the verb."""
    if invitation is None or not request.user.is_authenticated or register.is_for(invitation, request.user):
        return ""
    return "" if invitation.sponsor.members.filter(user=request.user).exists() else register.not_for_you()


def _joined(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    try:
        register.join(invitation, user=request.user)
        messages.success(request, _("Welcome. This is the desk of %(sponsor)s.") % {"sponsor": invitation.sponsor})
        return redirect("sponsor_desk", slug=invitation.sponsor.slug)
    except CannotBook as problem:
        messages.error(request, str(problem))
        return redirect(request.path)
