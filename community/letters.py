"""What the author of a reply is told when an editor has decided: the Reply and its Decision come in, a letter goes out."""

from __future__ import annotations

from django.dispatch import receiver

from community import reply as replies
from community.models import Reply
from core import mail
from moderation.decide import decided
from moderation.flag import HONEYPOT
from moderation.models import Decision

LETTERS: dict[str, str] = {Reply.Status.APPROVED: "reply_shown", Reply.Status.DECLINED: "reply_declined", Reply.Status.HIDDEN: "reply_hidden"}


@receiver(decided, sender=Reply, dispatch_uid="community_letters")
def on_decision(sender, thing: Reply, decision: Decision, **kwargs) -> None:
    letter = LETTERS.get(decision.to_state)
    if letter and thing.email and decision.from_state != decision.to_state and decision.rule != HONEYPOT:
        url = mail.absolute(thing.get_absolute_url())
        mail.send(letter, thing.email, {"reply": thing, "words": decision.words, "url": url, "withdraw_url": replies.withdraw_link(thing)})
