"""`manage.py export_posts --author EMAIL-OR-HANDLE --to work.zip`: somebody's whole work, as import_posts takes it back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import User
from writers import take_away


class Command(BaseCommand):
    help = "Write somebody's whole work, drafts and published, as a zip of Markdown with front matter and pictures. import_posts takes it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--author", required=True, help="an e-mail address, a handle or a byline's handle")
        parser.add_argument("--to", type=Path, help="the zip to write; otherwise one named after the author and the day, here")

    def handle(self, *args: Any, **options: Any) -> None:
        typed = options["author"]
        user = User.objects.filter(Q(email=typed.lower()) | Q(handle=typed)).first() or User.objects.filter(bylines__handle=typed).first()
        if user is None:
            raise CommandError(_("Nobody here has the address or handle %(typed)s.") % {"typed": typed})
        to = options["to"] or Path(take_away.filename(user))
        try:
            with to.open("wb") as file:
                file.writelines(take_away.take_away(user))
        except OSError as problem:
            raise CommandError(_("%(to)s cannot be written: %(problem)s") % {"to": to, "problem": problem.strerror})
        self.stdout.write(_("%(count)s stories are in %(to)s.") % {"count": take_away.how_many(user), "to": to})
