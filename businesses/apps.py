from django.apps import AppConfig


class BusinessesConfig(AppConfig):
    name = "businesses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from businesses import known_names as ours
        from businesses import signals  # noqa: F401  (connecting is what the import is for)
        from moderation import known_names

        known_names.register(ours.known)
