"""`manage.py export_quotes --prompt SLUG --format csv > quotes.csv`: a question's quotes with consent, source and decisions."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quotes.models import Prompt
from quotes.take_away import FORMATS, take_away


class Command(BaseCommand):
    help = (
        "Write a question's quotes with consent, source and decisions, without e-mail addresses. In CSV a cell that a spreadsheet could run"
        " as a formula (=, +, -, @, tab, line break) has an apostrophe before it; import_quotes takes it away again."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--prompt", required=True, help="the slug of the question")
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument("--to", type=Path, help="a file; otherwise it is printed")

    def handle(self, *args, **options) -> None:
        prompt = Prompt.objects.filter(slug=options["prompt"]).first()
        if prompt is None:
            raise CommandError(_("No question has the slug “%(slug)s”.") % {"slug": options["prompt"]})
        pieces = take_away(prompt, form=options["format"])
        if options["to"] is None:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        with options["to"].open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
