from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import converters, search_index, signals, wagtail_mail  # noqa: F401  (importing signals connects them)

        converters.register()
        post_migrate.connect(search_index.ensure, sender=self)
        wagtail_mail.disconnect()
