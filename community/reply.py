"""Replying to a story: a guest's name, address and words come in; once the address is confirmed, a Reply waits for an editor.

Nothing reaches an editor before the address is confirmed, and nothing is shown before an editor has read it.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community import consent
from community.models import Reply
from core import mail
from core.clock import due
from moderation import decide, flag
from moderation.forget import forget_signs
from people.models import User
from stories.models import StoryPage

CONFIRM_WITHIN = timedelta(days=3)
SAME_AGAIN = timedelta(days=1)
MOST_TO_CONFIRM = 3  # at one address, whoever typed it: nobody's box is filled by way of us
AT_ONCE = 1_000  # forgotten in one tick of the clock
_confirm = signing.Signer(salt="community.reply.confirm")
_withdraw = signing.Signer(salt="community.reply.withdraw")


class CannotReply(Exception):
    """Carries words for the person who wrote."""


def reply(*, story: StoryPage, name: str, email: str, text: str, circumstances: flag.Circumstances, user: User | None = None) -> Reply:
    """Somebody signed in has a confirmed address already; everybody else gets a mail with a link. Raises CannotReply."""
    if flag.banned(circumstances.source_key, email):
        raise CannotReply(_("Nothing can be sent from here at the moment. If you think that is a mistake, write to us from the contact page."))
    with transaction.atomic():
        same = Reply.objects.filter(story=story, email=email.lower(), text=text, created_at__gt=timezone.now() - SAME_AGAIN).first()
        if same:
            return same
        if Reply.objects.filter(email=email.lower(), confirmed_at=None).count() >= MOST_TO_CONFIRM:
            raise CannotReply(_("Some replies from this address wait for their links to be opened. Look into your mail first. Your words are kept here."))
        made = Reply.objects.create(
            story=story,
            name=name,
            email=email.lower(),
            text=text,
            user=user,
            consent_words=str(consent.WORDS),
            consent_version=consent.VERSION,
            confirmed_at=timezone.now() if user and user.email == email.lower() else None,
        )
        flag.flag(made, text=text, name=name, circumstances=circumstances)
        if made.confirmed_at is None and made.status == Reply.Status.WAITING:
            mail.send("reply_confirm", made.email, {"reply": made, "link": link("reply_confirm", made, _confirm)})
    return made


def link(view: str, made: Reply, signer: signing.Signer) -> str:
    return mail.absolute(reverse(view, args=[signer.sign(str(made.pk))]))


def withdraw_link(made: Reply) -> str:
    return link("reply_withdraw", made, _withdraw)


def to_confirm(token: str) -> Reply | None:
    return _found(_confirm, token)


def to_withdraw(token: str) -> Reply | None:
    return _found(_withdraw, token)


def _found(signer: signing.Signer, token: str) -> Reply | None:
    try:
        return Reply.objects.select_related("story").filter(pk=int(signer.unsign(token))).first()
    except signing.BadSignature:
        return None


def confirm(made: Reply) -> bool:
    """True where this click did it."""
    return bool(Reply.objects.filter(pk=made.pk, confirmed_at=None).update(confirmed_at=timezone.now()))


def withdraw(made: Reply) -> None:
    """Its author's own act: the words are forgotten, a row without them stays. Twice is once."""
    if made.status != Reply.Status.WITHDRAWN:
        with transaction.atomic():
            decide.decide(made, action="withdraw", changes={"text": "", "name": "", "email": "", "text_key": ""})
            for view, signer in (("reply_confirm", _confirm), ("reply_withdraw", _withdraw)):
                mail.forget(holding=link(view, made, signer))


@due("forget-unconfirmed-replies")
def forget_unconfirmed() -> None:
    old = list(Reply.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - CONFIRM_WITHIN).values_list("pk", flat=True)[:AT_ONCE])
    forget_signs(Reply, old)
    Reply.objects.filter(pk__in=old).delete()
