"""Whoever publishes, unpublishes, moves or deletes a story, readers' tables follow; and pages change when what they show changes."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from core import generation
from core.models import SearchEntry
from stories import publish
from stories.models import StoryPage


@receiver(page_published, dispatch_uid="stories_published")
def on_published(sender, instance, revision=None, **kwargs):
    if isinstance(instance, StoryPage):
        publish.published(instance, revision=revision)
    else:
        generation.bump()


@receiver(page_unpublished, dispatch_uid="stories_unpublished")
def on_unpublished(sender, instance, **kwargs):
    if isinstance(instance, StoryPage):
        publish.unpublished(instance, by=None)
    else:
        generation.bump()


@receiver(post_page_move, dispatch_uid="stories_moved")
def on_moved(sender, instance, **kwargs):
    page = instance.specific
    if isinstance(page, StoryPage) and page.live:
        publish.keep(page)


@receiver(post_delete, sender=StoryPage, dispatch_uid="stories_deleted")
def on_deleted(sender, instance, **kwargs):
    SearchEntry.objects.filter(kind="story", target=instance.pk).delete()
    generation.bump()
