"""Sponsors and their people: what somebody registers comes in, a sponsor with members goes out. An editor accepts it; it is closed, never erased."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from businesses.models import Business
from businesses.suggest import business_named
from core import generation, mail
from moderation import log
from people.models import User
from quotes.clean import UNSEEN, clean_line
from sponsors import book, compose, letters, rules
from sponsors.links import link_problem
from sponsors.models import Invitation, Member, Placement, Sponsor
from sponsors.states import CannotBook

INVITED_FOR = timedelta(days=14)
MOST_BUSINESSES = 20
FIELDS = ("name", "site", "line", "bill_name", "bill_address", "bill_email", "tax_number")
SEEN_BY_READERS = ("name", "site", "line")
LONGEST = {"name": 40, "site": 300, "bill_name": 120, "bill_address": 400, "bill_email": 254, "tax_number": 40}
Status = Sponsor.Status
RESERVED = frozenset(["book", "join", "new", "register", "report"])  # addresses under /sponsor/desk/


def register(*, user: User, logo: UploadedFile | None = None, businesses: Iterable[str | Business] = (), **values: Any) -> Sponsor:
    """`values` are FIELDS; `businesses` rows, or names as somebody typed them. Whoever registers becomes its owner; an editor reads it. Raises CannotBook."""
    cleaned = _cleaned(values)
    picture = compose.clean_picture(logo) if logo else None
    with transaction.atomic():
        sponsor = _made(cleaned)
        if picture:
            sponsor.logo = picture
            sponsor.save(update_fields=["logo", "logo_width", "logo_height"])
        sponsor.businesses.set(_businesses(businesses, user))
        Member.objects.create(sponsor=sponsor, user=user, role=Member.Role.OWNER)
        log.record(sponsor, action="sponsor-registered", actor=user, to_state=Status.WAITING)
        letters.to_newsroom(sponsor.name, path=f"/cms/sponsors/{sponsor.pk}/", words=sponsor.site)
    return sponsor


def accept(sponsor: Sponsor, *, by: User, words: str = "") -> Sponsor:
    against = rules.prohibited(sponsor.line)
    if against:
        raise CannotBook(against)
    return _decide(sponsor, Status.ACCEPTED, by, words, "sponsor_accepted")


def decline(sponsor: Sponsor, *, by: User, words: str) -> Sponsor:
    if not words.strip():
        raise CannotBook(_("Say why: the sponsor reads it."))
    return _decide(sponsor, Status.DECLINED, by, words, "sponsor_not_accepted")


def change(sponsor: Sponsor, *, by: User, businesses: Iterable[str | Business] | None = None, **values: Any) -> Sponsor:
    """What readers see beside an approved placement only an editor changes, who is no member; the rest changes at once."""
    cleaned = _cleaned({name: getattr(sponsor, name) for name in FIELDS} | values)
    changed = [name for name in FIELDS if getattr(sponsor, name) != cleaned[name]]
    if set(changed) & set(SEEN_BY_READERS):
        _not_shown_unread(sponsor, by)
    with transaction.atomic():
        for name in changed:
            setattr(sponsor, name, cleaned[name])
        sponsor.save(update_fields=[*changed, "key"])
        if businesses is not None:
            sponsor.businesses.set(_businesses(businesses, by))
        log.record(sponsor, action="sponsor-changed", actor=by, note=", ".join(changed))
        generation.bump()
    return sponsor


def set_logo(sponsor: Sponsor, *, by: User, upload: UploadedFile) -> Sponsor:
    picture = compose.clean_picture(upload)
    _not_shown_unread(sponsor, by)
    old, storage = sponsor.logo.name, sponsor.logo.storage
    with transaction.atomic():
        sponsor.logo = picture
        sponsor.save(update_fields=["logo", "logo_width", "logo_height"])
        log.record(sponsor, action="sponsor-logo-changed", actor=by)
        generation.bump()
        if old:
            transaction.on_commit(lambda: storage.delete(old), robust=True)
    return sponsor


def close(sponsor: Sponsor, *, by: User, words: str = "") -> Sponsor:
    """Its desk, figures and bills stay; what was not approved is cancelled. Raises CannotBook while something is approved and not over."""
    with transaction.atomic():
        coming = Placement.objects.filter(sponsor=sponsor).current_or_coming(timezone.localdate())
        if coming.filter(state=Placement.State.APPROVED).exists():
            raise CannotBook(_("Something is booked and not over yet. Let it end, cancel it, or ask an editor to stop it. Then close the account."))
        open_ones = Placement.objects.filter(sponsor=sponsor, state__in=[Placement.State.HELD, Placement.State.SUBMITTED])
        for placement in open_ones.select_related("slot"):
            book.cancel(placement, by=by)
        before = sponsor.status
        if not Sponsor.objects.filter(pk=sponsor.pk).exclude(status=Status.CLOSED).update(status=Status.CLOSED, closed_at=timezone.now()):
            raise CannotBook(_("This account is closed already."))
        Invitation.objects.filter(sponsor=sponsor, accepted_at=None, stopped_at=None).update(stopped_at=timezone.now())
        sponsor.waits_for.filter(told_at=None).delete()
        sponsor.refresh_from_db(fields=["status", "decided_at", "closed_at"])
        log.record(sponsor, action="sponsor-closed", actor=by, words=words.strip(), from_state=before, to_state=Status.CLOSED)
    return sponsor


def invite(sponsor: Sponsor, *, email: str, role: str, by: User) -> tuple[Invitation, str]:
    """Mails a link that works once, for INVITED_FOR. A second invitation to the same address takes the place of the first. The key is given here only."""
    email, key = email.strip().lower(), secrets.token_urlsafe(32)
    _can_invite(sponsor, email, role)
    try:
        with transaction.atomic():
            Invitation.objects.filter(sponsor=sponsor, email=email, accepted_at=None, stopped_at=None).update(stopped_at=timezone.now())
            values = {"email": email, "role": role, "key_hash": _hash(key), "made_by": by, "expires_at": timezone.now() + INVITED_FOR}
            invitation = Invitation.objects.create(sponsor=sponsor, **values)
            log.record(sponsor, action="sponsor-member-invited", actor=by, note=invitation.get_role_display())
            context = {"sponsor": sponsor, "invitation": invitation, "by": by.get_full_name(), "url": mail.absolute(f"/sponsor/desk/join/{key}/")}
            mail.send("sponsor_invited", email, context)
    except IntegrityError:
        raise CannotBook(_("Somebody has just invited this address. Reload the page.")) from None
    return invitation, key


def find_invitation(key: str) -> Invitation | None:
    """The one this key opens, while it can be accepted."""
    found = Invitation.objects.filter(key_hash=_hash(key), accepted_at=None, stopped_at=None, expires_at__gt=timezone.now())
    return found.exclude(sponsor__status__in=[Status.CLOSED, Status.DECLINED]).select_related("sponsor", "made_by").first()


def join(invitation: Invitation, *, user: User) -> Member:
    """Once. Who is a member already keeps their role, and the link stays good for whom it was meant. Raises CannotBook."""
    known = Member.objects.filter(sponsor=invitation.sponsor, user=user).first()
    if known:
        raise CannotBook(_("You are a member of %(name)s already.") % {"name": invitation.sponsor.name})
    now = timezone.now()
    with transaction.atomic():
        open_one = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, stopped_at=None, expires_at__gt=now)
        if not open_one.update(accepted_by=user, accepted_at=now):
            raise CannotBook(_("This invitation was used, stopped or is too old. Ask for a new one."))
        member, _was_made = Member.objects.get_or_create(sponsor=invitation.sponsor, user=user, defaults={"role": invitation.role})
        log.record(invitation.sponsor, action="sponsor-member-joined", actor=user, note=member.get_role_display())
    invitation.refresh_from_db()
    return member


def stop_invitation(invitation: Invitation, *, by: User) -> Invitation:
    with transaction.atomic():
        if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None, stopped_at=None).update(stopped_at=timezone.now()):
            raise CannotBook(_("This invitation was used or stopped already."))
        log.record(invitation.sponsor, action="sponsor-invitation-stopped", actor=by)
    invitation.refresh_from_db()
    return invitation


def remove(member: Member, *, by: User) -> Sponsor:
    """Never the last owner."""
    with transaction.atomic():
        _locked(member)
        _keeps_an_owner(member)
        log.record(member.sponsor, action="sponsor-member-removed", actor=by, note=str(member)[:200])
        member.delete()
    return member.sponsor


def change_role(member: Member, *, role: str, by: User) -> Member:
    _is_role(role)
    with transaction.atomic():
        _locked(member)
        if role != Member.Role.OWNER:
            _keeps_an_owner(member)
        member.role = role
        member.save(update_fields=["role"])
        log.record(member.sponsor, action="sponsor-role-changed", actor=by, note=str(member)[:200])
    return member


def _made(values: dict[str, Any]) -> Sponsor:
    """Under a free slug; where somebody else takes it this moment, under the next one."""
    base = slugify(values["name"])[:50] or "sponsor"
    for number in range(1, 100):
        slug = base if number == 1 else f"{base}-{number}"
        if slug in RESERVED or Sponsor.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return Sponsor.objects.create(slug=slug, **values)
        except IntegrityError:  # taken since: the next number
            continue
    raise CannotBook(_("Many have registered under this name. Write to us from the contact page."))


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    cleaned: dict[str, Any] = {name: values.get(name) for name in FIELDS}
    for name in ("name", "bill_name", "tax_number"):
        cleaned[name] = clean_line(cleaned[name] or "")
    for name in ("site", "bill_address", "bill_email"):
        cleaned[name] = UNSEEN.sub("", cleaned[name] or "").strip()
    for problem in (_missing(cleaned), _too_long(cleaned), link_problem(cleaned["site"]), _bad_email(cleaned["bill_email"]), rules.prohibited(cleaned["line"])):
        if problem:
            raise CannotBook(problem)
    return cleaned


def _missing(values: dict[str, Any]) -> str:
    needed = {"name": _("its name"), "line": _("its line of business"), "bill_name": _("the name on the bill"), "bill_address": _("the billing address")}
    missing = [words for name, words in needed.items() if not values[name]]
    return _("Still missing: %(what)s.") % {"what": ", ".join(missing)} if missing else ""


def _too_long(values: dict[str, Any]) -> str:
    for name, most in LONGEST.items():
        if len(values[name]) > most:
            what = Sponsor._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            return _("Too long: %(what)s. At most %(most)s letters fit.") % {"what": what, "most": most}
    return ""


def _bad_email(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return _("Check the e-mail address: bills go there.")
    return ""


def _businesses(named: Iterable[str | Business], user: User) -> list[Business]:
    """Rows, or names as they were typed; a name we do not know yet waits for an editor, as in a story."""
    typed = [one for one in named if not isinstance(one, str) or clean_line(one)]
    if len(typed) > MOST_BUSINESSES:
        raise CannotBook(_("Name at most %(most)s businesses; an editor can add more.") % {"most": MOST_BUSINESSES})
    found = [business_named(clean_line(one), place=None, by=user) if isinstance(one, str) else one for one in typed]
    return [one for one in found if one is not None]


def _decide(sponsor: Sponsor, status: str, by: User, words: str, letter: str) -> Sponsor:
    against = rules.cannot_decide(by, sponsor)
    if against:
        raise CannotBook(against)
    with transaction.atomic():
        if not Sponsor.objects.filter(pk=sponsor.pk, status=Status.WAITING).update(status=status, decided_at=timezone.now()):
            raise CannotBook(_("Somebody has decided about %(name)s already. Reload the page.") % {"name": sponsor.name})
        sponsor.refresh_from_db(fields=["status", "decided_at", "closed_at"])
        log.record(sponsor, action=f"sponsor-{status}", actor=by, words=words.strip(), from_state=Status.WAITING, to_state=status)
        letters.to_members(letter, sponsor, words=words.strip(), editor=by.get_full_name())
    return sponsor


def _not_shown_unread(sponsor: Sponsor, by: User) -> None:
    """What readers see was read by an editor first: name, site and logo stand beside every placement."""
    shown = Placement.objects.filter(sponsor=sponsor, state=Placement.State.APPROVED, ends__gte=timezone.localdate()).exists()
    if shown and rules.cannot_decide(by, sponsor):
        raise CannotBook(_("Readers see this beside a placement that is booked, so an editor changes it for you. Write to us from the contact page."))


def _can_invite(sponsor: Sponsor, email: str, role: str) -> None:
    _is_role(role)
    if sponsor.status in {Status.CLOSED, Status.DECLINED}:
        raise CannotBook(_("Nobody can be invited to %(name)s any more.") % {"name": sponsor.name})
    if _bad_email(email):
        raise CannotBook(_("Check the e-mail address: the invitation goes there."))
    if Member.objects.filter(sponsor=sponsor, user__email__iexact=email).exists():
        raise CannotBook(_("Whoever has this address is a member already."))


def _is_role(role: str) -> None:
    if role not in Member.Role.values:
        raise CannotBook(_("Choose what this person may do: owner, manager or reporter."))


def _locked(member: Member) -> None:
    """Two owners who remove each other come one after the other; SQLite lets one writer in at a time anyway."""
    Sponsor.objects.select_for_update().get(pk=member.sponsor_id)
    try:
        member.refresh_from_db()
    except Member.DoesNotExist:
        raise CannotBook(_("This person is no member any more.")) from None


def _keeps_an_owner(member: Member) -> None:
    others = Member.objects.filter(sponsor=member.sponsor_id, role=Member.Role.OWNER, user__is_active=True).exclude(pk=member.pk)
    if member.role == Member.Role.OWNER and not others.exists():
        raise CannotBook(_("A sponsor needs an owner. Make somebody else an owner first."))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
