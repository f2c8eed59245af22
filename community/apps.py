from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community import letters, reply, ring  # noqa: F401  (connecting, and filling the clock's table)
        from community.in_queue import SUBJECT
        from moderation import subjects

        subjects.register(SUBJECT)
