"""Inviting somebody to write regularly: an editor by mail, or the newsroom itself after a second published story. Accepted once."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.private_link import hashed, new_key
from moderation import log
from people import no_mail
from people.models import User
from stories.submit import account_for
from writers import letters
from writers.models import Application, Invitation
from writers.states import OPEN, CannotDo

INVITED_FOR = timedelta(days=30)
SENT = "writer-invited"


def invite(*, email: str, name: str = "", words: str = "", by: User | None = None) -> tuple[Invitation, str]:
    """Mails a link that works once, for INVITED_FOR. A second invitation takes the place of the first. The key is given here only. Raises CannotDo."""
    email, key = email.strip().lower(), new_key()
    _can_invite(email)
    try:
        with transaction.atomic():
            Invitation.objects.filter(email=email, accepted_at=None, stopped_at=None).update(stopped_at=timezone.now())
            values = {"name": name.strip(), "words": words.strip(), "key_hash": hashed(key), "made_by": by}
            invitation = Invitation.objects.create(email=email, expires_at=timezone.now() + INVITED_FOR, **values)
            log.record(invitation, action=SENT, actor=by, title=_title(invitation))
            letters.invited(invitation, key=key, by=by)
    except IntegrityError:
        raise CannotDo(_("Somebody has just invited this address. Reload the page.")) from None
    return invitation, key


def find(key: str) -> Invitation | None:
    """Whatever became of it; whether it can be accepted, is_open says."""
    return Invitation.objects.select_related("made_by", "accepted_by").filter(key_hash=hashed(key)).first()


def is_open(invitation: Invitation) -> bool:
    return invitation.accepted_at is None and invitation.stopped_at is None and invitation.expires_at > timezone.now()


def accept(invitation: Invitation, *, user: User | None = None) -> User:
    """Once; the same person's second click finds it done. Without `user` it is accepted for the account of the address it was mailed to,
    made where there is none: the link proves the address, and signs nobody in. Raises CannotDo."""
    now = timezone.now()
    with transaction.atomic():
        who = user or _account(invitation.email)
        if not who.is_active:
            raise CannotDo(_("The account of this address is closed. Write to us through the contact page."))
        open_one = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, stopped_at=None, expires_at__gt=now)
        taken = open_one.update(accepted_by=who, accepted_at=now)
        invitation.refresh_from_db()
        if not taken and invitation.accepted_by_id != who.pk:
            raise CannotDo(_("This invitation was used, stopped or is too old. Ask for a new one."))
        if taken:
            who.is_writer, who.display_name = True, who.display_name or invitation.name
            who.save(update_fields=["is_writer", "display_name"])
            log.record(invitation, action="writer-joined", actor=who, title=_title(invitation))
    return who


def refuse(invitation: Invitation) -> Invitation:
    """No, and never ask this address again. Twice is once."""
    with transaction.atomic():
        if Invitation.objects.filter(pk=invitation.pk, accepted_at=None, stopped_at=None).update(stopped_at=timezone.now()):
            no_mail.refuse(invitation.email)
            log.record(invitation, action="writer-invitation-refused", title=_title(invitation))
    invitation.refresh_from_db()
    return invitation


def stop(invitation: Invitation, *, by: User) -> Invitation:
    with transaction.atomic():
        if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None, stopped_at=None).update(stopped_at=timezone.now()):
            raise CannotDo(_("This invitation was used or stopped already."))
        log.record(invitation, action="writer-invitation-stopped", actor=by, title=_title(invitation))
    invitation.refresh_from_db()
    return invitation


def was_ever_asked(user: User) -> bool:
    """By an invitation, or by an application of the person's own."""
    addresses = {user.email, *EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)}
    return (
        Invitation.objects.filter(email__in=[email.lower() for email in addresses]).exists()
        or Invitation.objects.filter(accepted_by=user).exists()
        or Application.objects.filter(user=user).exists()
        or Application.objects.filter(email__in=[email.lower() for email in addresses]).exclude(confirmed_at=None).exists()
    )


def _can_invite(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise CannotDo(_("Check the e-mail address: the invitation goes there.")) from None
    if no_mail.refused(email):
        raise CannotDo(_("Whoever has this address asked never to be asked again."))
    if User.objects.filter(email=email, is_writer=True).exists():
        raise CannotDo(_("Whoever has this address is a writer already."))
    if Application.objects.filter(email=email, state__in=OPEN).exclude(confirmed_at=None).exists():
        raise CannotDo(_("An application from this address waits for you: decide on that one."))


def _account(email: str) -> User:
    user = account_for(email)
    address = EmailAddress.objects.filter(user=user, email__iexact=email).first()
    if address and address.set_verified():
        address.set_as_primary(conditional=True)
    return user


def _title(invitation: Invitation) -> str:
    """For the public log: nobody is named there for having been asked."""
    return _("Invitation %(number)s to write") % {"number": invitation.pk}
