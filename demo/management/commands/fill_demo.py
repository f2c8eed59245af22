"""`manage.py fill_demo`: fills an empty database with the demo; `--again` throws the demo's content away first (`make demo`)."""

import time

from django.core.management.base import BaseCommand, CommandError

from demo import fill
from people.models import User


class Command(BaseCommand):
    help = "Fills the database with the demo."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--again", action="store_true", help="throw away what is in the database first")

    def handle(self, *args, **options) -> None:
        began = time.monotonic()
        if options["again"]:
            fill.empty()
        elif User.objects.exists():
            raise CommandError("The database is not empty. `make demo` throws its content away and fills it again.")
        told = fill.fill()
        self.stdout.write(f"The demo is filled: {told} stories in {time.monotonic() - began:.1f} s.")
