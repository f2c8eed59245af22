"""A listed business is found by search, under the name it has now; cached pages follow."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from businesses import trades
from businesses.models import Business
from core import generation
from core.models import SearchEntry


@receiver(post_save, sender=Business, dispatch_uid="businesses_indexed")
def index(sender, instance: Business, **kwargs) -> None:
    generation.bump()
    if instance.status != Business.Status.LISTED or instance.merged_into_id:
        SearchEntry.objects.filter(kind="business", target=instance.pk).delete()
        return
    place = instance.place
    SearchEntry.objects.update_or_create(
        kind="business",
        target=instance.pk,
        defaults={
            "title": instance.name,
            "text": " ".join([instance.about, instance.trade, place.label if place else "", instance.promise]),
            "summary": instance.about[:400],
            "url": instance.get_absolute_url(),
            "label": trades.label(instance.trade),
            "place": place.slug if place else "",
        },
    )
