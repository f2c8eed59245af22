"""The newsroom's name stands on every page: changing it makes every copy old."""

from core import generation
from core.models import SiteSettings


def test_changed_settings_are_on_the_next_page(client, newsroom, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(generation, "CHECK_EVERY", 600)
    client.get("/")

    with django_capture_on_commit_callbacks(execute=True):
        chosen = SiteSettings.objects.get()
        chosen.name = "Kindly Served"
        chosen.save()

    assert "Kindly Served" in client.get("/").content.decode()
