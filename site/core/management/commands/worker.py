"""`manage.py worker`: tasks, mail and the clock, for installations where the web server runs by itself."""

from django.core.management.base import BaseCommand
from django.utils import autoreload

from core import worker


class Command(BaseCommand):
    help = "Runs background tasks, sends queued mail and ticks once a minute, until it is stopped."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--reload", action="store_true", help="start again when the code changes (for development)")

    def handle(self, *args, **options) -> None:
        if options["reload"]:
            autoreload.run_with_reloader(lambda: worker.Worker().run())
        else:
            worker.main()
