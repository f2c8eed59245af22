"""Something a stranger sent comes in; the signs it shows are written down with weights and words, and their sum is its risk.

No sign decides: the queue shows them to a moderator. Only a filled honeypot, a field no person sees, declines by itself.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from moderation import decide
from moderation.fold import text_key
from moderation.models import Moderated, RiskSignal
from moderation.signs import SIGNS, Circumstances, Sent
from moderation.sources import banned, source_key

__all__ = ["HONEYPOT", "Circumstances", "banned", "flag", "source_key", "text_key"]
HONEYPOT = "honeypot"  # the sign that decides alone, and the rule its decision names


def flag(thing: Moderated, *, text: str, name: str, circumstances: Circumstances) -> int:
    """Returns the risk: 0 where nothing was seen. Call once, inside the verb's transaction, after `thing` is saved."""
    sent = Sent(thing=thing, text=text, name=name, circumstances=circumstances)
    seen = [(sign, words) for sign in SIGNS if (words := sign.seen(sent))]
    about = {"content_type": ContentType.objects.get_for_model(thing), "object_id": thing.pk}
    RiskSignal.objects.bulk_create(RiskSignal(**about, name=sign.name, weight=sign.weight, words=words[:255]) for sign, words in seen)
    thing.risk, thing.text_key, thing.source_key = sum(sign.weight for sign, _words in seen), text_key(text), circumstances.source_key
    # An update and no save: nothing that readers see has changed.
    type(thing)._default_manager.filter(pk=thing.pk).update(risk=thing.risk, text_key=thing.text_key, source_key=thing.source_key)
    if any(sign.name == HONEYPOT for sign, _words in seen):
        decide.decide(thing, action="decline", rule=HONEYPOT, words=_("A field that only programs fill in was filled in."))
    return thing.risk
