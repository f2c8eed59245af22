from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moderation import queue

        from pages import waiting

        queue.register(waiting.messages, waiting.count)
