from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "stories"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moderation import queue, subjects
        from stories import due, follow, propose, remarks, sign_in, signals  # noqa: F401  (connecting is what the import is for)
        from stories.cms import waiting
        from stories.in_queue import SUBJECT

        queue.register(waiting.stories, waiting.count)
        subjects.register(SUBJECT)
