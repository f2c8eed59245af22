from django.apps import AppConfig


class BusinessesConfig(AppConfig):
    name = "businesses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from businesses import signals  # noqa: F401  (connecting is what the import is for)
