from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moderation import due, queue  # noqa: F401  (importing `due` fills the clock's table)
        from moderation.cms import waiting

        queue.register(waiting.lines, waiting.count)
