"""The newsroom's name and line stand on every page: a change of the settings makes every copy old."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from core import generation
from core.models import SiteSettings


@receiver([post_save, post_delete], sender=SiteSettings, dispatch_uid="core_settings_changed")
def on_settings(sender, **kwargs):
    generation.bump()
