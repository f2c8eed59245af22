from django.apps import AppConfig


class WritersConfig(AppConfig):
    name = "writers"
    default_auto_field = "django.db.models.BigAutoField"
