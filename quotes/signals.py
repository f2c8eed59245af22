"""The wall stands on cached pages: what editors change, hide or take off it leaves them at once."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from core import generation
from quotes.models import Prompt, Quote


@receiver([post_save, post_delete], sender=Prompt, dispatch_uid="quotes_prompt_changed")
def on_prompt(sender, **kwargs):
    generation.bump()


@receiver([post_save, post_delete], sender=Quote, dispatch_uid="quotes_quote_changed")
def on_quote(sender, instance: Quote, created: bool = False, **kwargs):
    """A quote that has only been sent in is on no page yet: sending must not make everybody's pages old."""
    if not created or instance.status == Quote.Status.APPROVED:
        generation.bump()
