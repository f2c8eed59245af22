"""Sponsors and their people: what somebody registers comes in, a sponsor with members goes out. An editor accepts it; it is closed, never erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from businesses.models import Business
from businesses.suggest import business_named
from core import generation, mail
from core.private_link import hashed, new_key
from core.slugs import slug_of
from moderation import log
from people import no_mail
from people.models import User
from quotes.clean import UNSEEN, clean_line
from sponsors import book, compose, letters, rules
from sponsors.dates import site_today
from sponsors.links import link_problem
from sponsors.models import Invitation, Member, Placement, Sponsor
from sponsors.states import CannotBook

INVITED_FOR = timedelta(days=14)
A_DAY = timedelta(days=1)
MOST_BUSINESSES = 20  # that its own people name; editors add more
MOST_REGISTERED = 3  # by one person within a day: an editor reads each of them
MOST_INVITED = 20  # by one sponsor within a day
FIELDS = ("name", "site", "line", "bill_name", "bill_address", "bill_email", "tax_number")
SEEN_BY_READERS = ("name", "site", "line")
LONGEST = {"name": 40, "site": 300, "bill_name": 120, "bill_address": 400, "bill_email": 254, "tax_number": 40}
Status = Sponsor.Status
READ = (Placement.State.SUBMITTED, Placement.State.APPROVED, Placement.State.ENDED)  # an editor reads them, or readers do, for ever
RESERVED = frozenset(["book", "join", "new", "register", "report"])  # addresses under /sponsor/desk/


def register(*, user: User, logo: UploadedFile | None = None, businesses: Iterable[str | Business] = (), **values: Any) -> Sponsor:
    """`values` are FIELDS; `businesses` rows, or names as somebody typed them. Whoever registers becomes its owner; an editor reads it. Raises CannotBook."""
    _not_too_many(user)
    cleaned = _cleaned(values)
    picture = compose.clean_picture(logo) if logo else None
    with transaction.atomic():
        sponsor = _made(cleaned)
        if picture:
            sponsor.logo = picture
            sponsor.save(update_fields=["logo", "logo_width", "logo_height"])
        _add_businesses(sponsor, businesses, user)
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
    """What readers see, or an editor has to read, only an editor changes, who is no member; the rest changes at once. Members add businesses; an editor
    removes them too."""
    cleaned = _cleaned({name: getattr(sponsor, name) for name in FIELDS} | values)
    changed = [name for name in FIELDS if getattr(sponsor, name) != cleaned[name]]
    if set(changed) & set(SEEN_BY_READERS):
        _not_shown_unread(sponsor, by)
    with transaction.atomic():
        for name in changed:
            setattr(sponsor, name, cleaned[name])
        sponsor.save(update_fields=[*changed, "key"])
        if businesses is not None:
            _name_businesses(sponsor, businesses, by)
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
        coming = Placement.objects.filter(sponsor=sponsor).current_or_coming(site_today())
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
    email, key = email.strip().lower(), new_key()
    _can_invite(sponsor, email, role)
    try:
        with transaction.atomic():
            Invitation.objects.filter(sponsor=sponsor, email=email, accepted_at=None, stopped_at=None).update(stopped_at=timezone.now())
            values = {"email": email, "role": role, "key_hash": hashed(key), "made_by": by, "expires_at": timezone.now() + INVITED_FOR}
            invitation = Invitation.objects.create(sponsor=sponsor, **values)
            log.record(sponsor, action="sponsor-member-invited", actor=by, note=invitation.get_role_display())
            context = {"sponsor": sponsor, "invitation": invitation, "by": by.get_full_name(), "url": mail.absolute(f"/sponsor/desk/join/{key}/")}
            mail.send("sponsor_invited", email, context)
    except IntegrityError:
        raise CannotBook(_("Somebody has just invited this address. Reload the page.")) from None
    return invitation, key


def find_invitation(key: str) -> Invitation | None:
    """The one this key opens, while it can be accepted."""
    found = Invitation.objects.filter(key_hash=hashed(key), accepted_at=None, stopped_at=None, expires_at__gt=timezone.now())
    return found.exclude(sponsor__status__in=[Status.CLOSED, Status.DECLINED]).select_related("sponsor", "made_by").first()


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether one of the addresses this person has confirmed is the invited one."""
    return EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True).exists()


def not_for_you() -> str:
    return _("This invitation was sent to another address. Sign in with that one, or ask for an invitation to yours.")


def join(invitation: Invitation, *, user: User) -> Member:
    """Once, by whoever it was sent to. Who is a member already keeps their role, and the link stays good for whom it was meant. Raises CannotBook."""
    known = Member.objects.filter(sponsor=invitation.sponsor, user=user).first()
    if known:
        raise CannotBook(_("You are a member of %(name)s already.") % {"name": invitation.sponsor.name})
    if not is_for(invitation, user):
        raise CannotBook(not_for_you())
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
    """Never the last owner. The open invitations of whoever goes, stop: one of them could be the way back in."""
    with transaction.atomic():
        _locked(member)
        _keeps_an_owner(member)
        _stop_invitations_of(member)
        log.record(member.sponsor, action="sponsor-member-removed", actor=by, note=str(member)[:200])
        member.delete()
    return member.sponsor


def change_role(member: Member, *, role: str, by: User) -> Member:
    _is_role(role)
    with transaction.atomic():
        _locked(member)
        if role != Member.Role.OWNER:
            _keeps_an_owner(member)
            _stop_invitations_of(member)
        member.role = role
        member.save(update_fields=["role"])
        log.record(member.sponsor, action="sponsor-role-changed", actor=by, note=str(member)[:200])
    return member


def _made(values: dict[str, Any]) -> Sponsor:
    """Under a free slug; where somebody else takes it this moment, under the next one."""
    base = slug_of(values["name"], longest=50) or "sponsor"
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


def _name_businesses(sponsor: Sponsor, named: Iterable[str | Business], by: User) -> None:
    """A member who took one off could support a story about it."""
    if rules.cannot_decide(by, sponsor):
        _add_businesses(sponsor, named, by)
    else:
        sponsor.businesses.set(_businesses(named, by))


def _add_businesses(sponsor: Sponsor, named: Iterable[str | Business], by: User) -> None:
    kept = list(sponsor.businesses.select_related("place"))
    known = {*kept, *(str(one) for one in kept)}
    new = [one for one in named if one not in known and (not isinstance(one, str) or clean_line(one))]
    if new and len(kept) + len(new) > MOST_BUSINESSES:
        raise CannotBook(_("Name at most %(most)s businesses; an editor can add more.") % {"most": MOST_BUSINESSES})
    sponsor.businesses.add(*_businesses(new, by))


def _businesses(named: Iterable[str | Business], user: User) -> list[Business]:
    """Rows, or names as they were typed; a name we do not know yet waits for an editor, as in a story."""
    found = [business_named(clean_line(one), place=None, by=user) if isinstance(one, str) else one for one in named]
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
    """What readers see was read by an editor first: name, site and logo stand beside every placement, and in the public list of those that are over."""
    if rules.cannot_decide(by, sponsor) and Placement.objects.filter(sponsor=sponsor, state__in=READ).exists():
        raise CannotBook(_("Readers see this beside what you support or supported, so an editor changes it for you. Write to us from the contact page."))


def _can_invite(sponsor: Sponsor, email: str, role: str) -> None:
    _is_role(role)
    if sponsor.status == Status.WAITING:
        raise CannotBook(_("An editor reads about %(name)s first. You can invite others as soon as we have answered.") % {"name": sponsor.name})
    if sponsor.status != Status.ACCEPTED:
        raise CannotBook(_("Nobody can be invited to %(name)s any more.") % {"name": sponsor.name})
    if _bad_email(email):
        raise CannotBook(_("Check the e-mail address: the invitation goes there."))
    if no_mail.refused(email):
        raise CannotBook(_("Whoever has this address asked never to be asked again."))
    if Invitation.objects.filter(sponsor=sponsor, made_at__gt=timezone.now() - A_DAY).count() >= MOST_INVITED:
        raise CannotBook(_("You have invited many people today. Go on tomorrow."))
    if Member.objects.filter(sponsor=sponsor, user__email__iexact=email).exists():
        raise CannotBook(_("Whoever has this address is a member already."))


def _stop_invitations_of(member: Member) -> None:
    Invitation.objects.filter(sponsor=member.sponsor_id, made_by=member.user_id, accepted_at=None, stopped_at=None).update(stopped_at=timezone.now())


def _not_too_many(user: User) -> None:
    """Each one is a letter to the newsroom."""
    own = Member.objects.filter(user=user, role=Member.Role.OWNER, sponsor__made_at__gt=timezone.now() - A_DAY)
    if own.count() >= MOST_REGISTERED:
        raise CannotBook(_("You have registered several organizations today. Go on tomorrow."))


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
