"""Whoever publishes, unpublishes, moves or deletes a story, readers' tables follow; and pages change when what they show changes."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from businesses.merge import merged, places_merged
from businesses.models import Business
from core import generation
from core.models import SearchEntry
from moderation import states
from moderation.decide import decided
from quotes.models import Quote
from stories import publish, quoted, share_picture
from stories.models import PublishedStory, StoryBusiness, StoryPage


@receiver(page_published, dispatch_uid="stories_published")
def on_published(sender, instance, revision=None, **kwargs):
    if isinstance(instance, StoryPage):
        publish.published(instance, revision=revision)
        if instance.live:
            quoted.follow(instance)
    else:
        generation.bump()


@receiver(page_unpublished, dispatch_uid="stories_unpublished")
def on_unpublished(sender, instance, **kwargs):
    if isinstance(instance, StoryPage):
        publish.unpublished(instance, by=None)
    else:
        generation.bump()


@receiver(decided, sender=Quote, dispatch_uid="stories_quote_withdrawn")
def on_quote_withdrawn(sender, thing, decision, **kwargs):
    if decision.to_state == states.WITHDRAWN:
        quoted.withdrawn(thing)


@receiver(post_page_move, dispatch_uid="stories_moved")
def on_moved(sender, instance, **kwargs):
    page = instance.specific
    if isinstance(page, StoryPage) and page.live:
        publish.keep(page)


@receiver(post_delete, sender=PublishedStory, dispatch_uid="stories_share_picture_deleted")
def on_row_deleted(sender, instance, **kwargs):
    transaction.on_commit(partial(share_picture.forget, instance.card), robust=True)


@receiver(post_delete, sender=StoryPage, dispatch_uid="stories_deleted")
def on_deleted(sender, instance, **kwargs):
    SearchEntry.objects.filter(kind="story", target=instance.pk).delete()
    generation.bump()


@receiver(merged, dispatch_uid="stories_businesses_merged")
def on_merged(sender, business, into, **kwargs):
    """Stories about the one become stories about the other; a story about both keeps one row."""
    rows = StoryBusiness.objects.filter(business=business)
    both = StoryBusiness.objects.filter(business=into).values("story_id")
    rows.filter(story_id__in=both).delete()
    rows.update(business=into)
    for row in PublishedStory.objects.live().filter(businesses=business).select_related("story"):
        publish.keep(row.story, shown_at=row.shown_at)


@receiver(places_merged, dispatch_uid="stories_places_merged")
def on_places_merged(sender, place, into, **kwargs):
    StoryPage.objects.filter(place=place).update(place=into)
    PublishedStory.objects.filter(place=place, live=False).update(place=into)
    for row in PublishedStory.objects.live().filter(place=place).select_related("story"):
        publish.keep(row.story, shown_at=row.shown_at)


@receiver(post_save, sender=Business, dispatch_uid="stories_business_renamed")
def on_business_saved(sender, instance, created, **kwargs):
    """A story shows its business's name, promise and drawn front: they are rendered again."""
    if created:
        return
    for row in PublishedStory.objects.live().filter(businesses=instance).select_related("story"):
        publish.keep(row.story, shown_at=row.shown_at)
