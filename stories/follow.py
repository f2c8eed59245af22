"""Names, pictures and sections stand ready in readers' rows: when one of them changes, the live stories that show it are rendered again.

Businesses are followed in stories/signals.py. Rendering waits for the commit: only then has a replaced picture lost its old sizes.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published, page_slug_changed

from businesses.models import Place
from businesses.signals import index as index_business
from core import generation
from core.models import Image
from people.models import Byline
from quotes.models import Prompt
from stories import publish
from stories.models import KindOfService, PublishedStory, SectionPage, WentWrong

FOLLOWED = (Byline, Place, Image, KindOfService, WentWrong, Prompt)


def naming(one: Model) -> QuerySet[PublishedStory]:
    """The live stories that show this byline, place, picture, kind of service, mishap or prompt."""
    live = PublishedStory.objects.live()
    if isinstance(one, Place):
        return live.filter(Q(place=one) | Q(businesses__place=one)).distinct()
    if isinstance(one, Image | Prompt):
        referring = ReferenceIndex.get_references_to(one).filter(content_type__model="storypage").values_list("object_id", flat=True)
        chosen = Q(story__photo=one) if isinstance(one, Image) else Q()
        return live.filter(chosen | Q(story_id__in=[int(pk) for pk in referring if pk.isdigit()]))
    field = {Byline: "bylines", KindOfService: "services", WentWrong: "went_wrong"}[type(one)]
    return live.filter(**{field: one})


def keep_again(rows: list[int]) -> None:
    """Renders these rows again, if they are still live, and leaves their dates as they are."""
    for row in PublishedStory.objects.live().filter(pk__in=rows).select_related("story"):
        publish.keep(row.story, shown_at=row.shown_at)


def _after_commit(rows: list[int]) -> None:
    generation.bump()
    if rows:
        transaction.on_commit(lambda: keep_again(rows))


def on_saved(sender, instance, created, raw=False, **kwargs) -> None:
    if created or raw:  # what is new is on no page yet
        return
    if isinstance(instance, Place):
        for business in instance.businesses.select_related("place"):
            index_business(type(business), business)
    _after_commit(list(naming(instance).values_list("pk", flat=True)))


def before_deletion(sender, instance, **kwargs) -> None:
    instance._shown_by = list(naming(instance).values_list("pk", flat=True))  # afterwards nothing names it any more


def on_deleted(sender, instance, **kwargs) -> None:
    _after_commit(getattr(instance, "_shown_by", []))


for model in FOLLOWED:
    post_save.connect(on_saved, sender=model, dispatch_uid=f"stories_follow_{model.__name__}_saved")
    pre_delete.connect(before_deletion, sender=model, dispatch_uid=f"stories_follow_{model.__name__}_leaving")
    post_delete.connect(on_deleted, sender=model, dispatch_uid=f"stories_follow_{model.__name__}_deleted")


@receiver([page_published, page_slug_changed], sender=SectionPage, dispatch_uid="stories_follow_section")
def on_section(sender, instance: SectionPage, **kwargs) -> None:
    """A section's name and address stand in its stories' rows; other changes of a section touch no story."""
    if instance.live:
        told = PublishedStory.objects.live().filter(section_id=instance.pk)
        _after_commit(list(told.exclude(section_slug=instance.slug, card__section_label=instance.title).values_list("pk", flat=True)))
