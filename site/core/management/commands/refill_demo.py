"""`make demo`: throws the demo's content away and fills it again; refuses, with words, where a real newsroom is."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from core.prepare import migrate


class Command(BaseCommand):
    help = "Fills the demo again. Never touches a real newsroom."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("This is a real newsroom, not the demo: nothing in it is thrown away.")
        migrate(self.stdout.write)
        call_command("fill_demo", again=True)
