"""The wall stands on cached pages, in search and in drawn pictures: what editors change, hide or take off it leaves all of them at once."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from core import generation
from moderation.decide import decided
from quotes import index, share_card
from quotes.models import Prompt, Proposal, Quote


@receiver([post_save, post_delete], sender=Proposal, dispatch_uid="quotes_ballot_changed")
@receiver(post_delete, sender=Prompt, dispatch_uid="quotes_prompt_deleted")
def on_question(sender, **kwargs):
    """A vote makes no page old: it moves the total without saving the proposal."""
    generation.bump()


@receiver(post_save, sender=Prompt, dispatch_uid="quotes_prompt_changed")
def on_prompt(sender, instance: Prompt, **kwargs):
    if instance.shows(timezone.now()):
        index.take_in_wall(instance)
    else:
        index.drop_all(instance)
    generation.bump()


@receiver(decided, sender=Quote, dispatch_uid="quotes_quote_decided")
def on_decided(sender, thing: Quote, **kwargs):
    """decide() moves the row without saving it, and makes pages old by itself."""
    _follow(thing)


@receiver(post_save, sender=Quote, dispatch_uid="quotes_quote_changed")
def on_quote(sender, instance: Quote, created: bool = False, **kwargs):
    """A quote that has only been sent in is on no page yet: sending must not make everybody's pages old."""
    if not created or instance.status == Quote.Status.APPROVED:
        _follow(instance)
        generation.bump()


@receiver(post_delete, sender=Quote, dispatch_uid="quotes_quote_deleted")
def on_deleted(sender, instance: Quote, **kwargs):
    index.drop(instance.pk)
    transaction.on_commit(partial(share_card.forget, instance.pk), robust=True)
    generation.bump()


def _follow(quote: Quote) -> None:
    index.follow(quote)
    if quote.status != Quote.Status.APPROVED:
        transaction.on_commit(partial(share_card.forget, quote.pk), robust=True)
