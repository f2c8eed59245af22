from django.apps import AppConfig


class QuotesConfig(AppConfig):
    name = "quotes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moderation import subjects
        from quotes import ask, due, letters, signals  # noqa: F401  (connecting is what the import is for)
        from quotes.in_queue import SUBJECT

        subjects.register(SUBJECT)
