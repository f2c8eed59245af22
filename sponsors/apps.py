from django.apps import AppConfig


class SponsorsConfig(AppConfig):
    name = "sponsors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sponsors import due, flush, holds, place, through_redis, wrap_up  # noqa: F401  (connecting is what the import is for)
        from sponsors.cms import waiting
        from stories import holds as publication

        publication.register(holds.reasons, settled_at="cms_clash")
        waiting.register()
