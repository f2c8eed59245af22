"""`manage.py build_fonts`: the two typefaces, cut to Latin, into static/fonts. `serve` does this by itself."""

from django.core.management.base import BaseCommand

from core import fonts


class Command(BaseCommand):
    help = "Builds the fonts that the pages and the share cards use, when they are missing or out of date."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        if fonts.build():
            for path in fonts.products():
                self.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes")
