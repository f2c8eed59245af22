from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moderation import queue
        from pages import footer, waiting  # noqa: F401  (the footer registers itself)

        queue.register(waiting.messages, waiting.count)
