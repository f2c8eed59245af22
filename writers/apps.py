from django.apps import AppConfig


class WritersConfig(AppConfig):
    name = "writers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moderation import queue
        from writers import bring, due, forget_days  # noqa: F401  (connecting is what the import is for)
        from writers.cms import waiting

        queue.register(waiting.applications, waiting.count)
