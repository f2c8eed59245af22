"""`make start`: an empty newsroom of your own. Asks its name, the owner's address and the time zone, or takes them from NAME, OWNER and ZONE."""

from __future__ import annotations

import json
import os
import sys
import zoneinfo
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import connection

from core.prepare import prepare
from pages.start import start

FILE = "newsroom.json"  # config/settings/local.py reads it


class Command(BaseCommand):
    help = "Sets up an empty newsroom where no demo is."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--name", help="what the newsroom is called")
        parser.add_argument("--owner", help="the owner's e-mail address")
        parser.add_argument("--zone", help="its time zone, such as America/Chicago")

    def handle(self, *args, **options) -> None:
        file = Path(settings.VAR) / FILE
        self.refuse_a_used_place(file)
        scripted = options["owner"] or os.environ.get("OWNER") or None  # make hands on what nobody set as an empty text
        zone = options["zone"] or os.environ.get("ZONE") or None
        name = options["name"] or (os.environ.get("NAME") or None if scripted else None)  # some systems set a NAME of their own
        answers = {
            "name": self.ask("What is the newsroom called?", "Well Served", name, check_name, quiet=bool(scripted)),
            "owner": self.ask("The owner's e-mail address?", "", scripted, check_address),
            "time_zone": self.ask("Its time zone?", this_zone(), zone, check_zone, quiet=bool(scripted)),
        }
        settings.DEMO = False  # so that nothing below fills the demo
        try:
            prepare(self.stdout.write)
            link = start(name=answers["name"], owner=answers["owner"])
        except BaseException:
            file.unlink(missing_ok=True)
            raise
        file.write_text(json.dumps(answers, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        self.tell(answers["name"], link)

    def refuse_a_used_place(self, file: Path) -> None:
        if file.exists():
            raise CommandError(f"There is a newsroom in {file.parent} already. `make run` serves it.")
        if "people_user" in connection.introspection.table_names() and self.somebody_is_there():
            raise CommandError(
                f"{settings.DATABASES['default']['NAME']} holds the demo, which a real newsroom must not grow out of. "
                f"Keep the new one elsewhere (VAR_DIR=var-newsroom make start, and the same before make run), or move {file.parent} aside first."
            )

    def somebody_is_there(self) -> bool:
        from people.models import User

        return User.objects.exists()

    def ask(self, question: str, default: str, given: str | None, check: Callable[[str], str], *, quiet: bool = False) -> str:
        """One answer, checked. What was given beforehand is not asked again, and an error in it ends the command."""
        if given is not None or quiet or not sys.stdin.isatty():
            try:
                return check(given if given is not None else default)
            except ValueError as error:
                raise CommandError(f"{question} {error}") from error
        while True:
            typed = input(f"{question} {f'[{default}] ' if default else ''}").strip() or default
            try:
                return check(typed)
            except ValueError as error:
                self.stdout.write(self.style.ERROR(str(error)))

    def tell(self, name: str, link: str) -> None:
        self.stdout.write(self.style.SUCCESS(f"\n{name} is set up, and empty."))
        self.stdout.write("1. `make run` serves it.")
        self.stdout.write(f"2. Choose your password here. The link works once, for three days:\n\n   {link}\n")
        if not settings.EDITORS_NEED_SECOND_FACTOR:
            self.stdout.write("   On this machine a password is enough for editors. In production they need a second factor too.")
        if not settings.MAIL:
            self.stdout.write("3. Set EMAIL_URL=smtp://user:password@host:587 before strangers write to you: until then mails wait in the queue.")


def check_name(value: str) -> str:
    if not 1 <= len(value.strip()) <= 60:
        raise ValueError("A name has 1 to 60 characters.")
    return value.strip()


def check_address(value: str) -> str:
    try:
        validate_email(value.strip())
    except ValidationError as error:
        raise ValueError(f"{value!r} is not an e-mail address. Say it like OWNER=ana@example.org") from error
    return value.strip().lower()


def check_zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        town = value.rpartition("/")[2].replace(" ", "_").lower()
        near = sorted(zone for zone in zoneinfo.available_timezones() if town and zone.lower().endswith(f"/{town}"))
        hint = f" Did you mean {' or '.join(near)}?" if near else " Say it like America/Chicago or Europe/Lisbon."
        raise ValueError(f"{value!r} is not a time zone.{hint}")
    return value


def this_zone() -> str:
    """This machine's zone where it can be told, for the question's default."""
    link = Path("/etc/localtime")
    zone = str(link.resolve()).partition("zoneinfo/")[2] if link.is_symlink() else ""
    return zone if zone in zoneinfo.available_timezones() and "/" in zone else "America/New_York"
