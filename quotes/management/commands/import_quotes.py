"""`manage.py import_quotes answers.csv --prompt SLUG --seen-at URL --on 2026-03-31 --consent thread`: quotes from elsewhere, any number."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext as _

from moderation.rules import may_moderate
from people.models import User
from quotes.bring import Seen
from quotes.bring_stream import Tally, bring_stream
from quotes.models import Batch, Prompt, Quote
from quotes.understand import NotUnderstood, Row, stream

LONGEST_LINK = 500
SHOWN = 200  # rows that are printed; --all prints every one
MARKS = {"brought": "+", "again": "=", "wrong": "!"}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("“%(text)s” is no day: write it like 2026-03-31.") % {"text": text})


class Command(BaseCommand):
    help = "Bring quotes in from CSV, XLSX, JSON or text. Tables are read row by row in any size. Once more brings nothing in twice."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--prompt", required=True, help="the slug of the question that they answer")
        parser.add_argument("--seen-at", default="", help="the link where the words were seen; without one they count as heard")
        parser.add_argument("--on", type=_day, help="the day, like 2026-03-31")
        parser.add_argument("--consent", required=True, choices=Batch.Consent.values)
        parser.add_argument("--consent-note", default="", help="how they agreed; needed with --consent asked")
        parser.add_argument("--by", default="", help="your e-mail address: whose decision it is")
        parser.add_argument("--approve", action="store_true", help="put them on the wall at once; needs --by")
        parser.add_argument("--dry-run", action="store_true", help="print what is understood, and write nothing")
        parser.add_argument("--all", action="store_true", help=f"print every row, not only the first {SHOWN}")

    def handle(self, *args, **options) -> None:
        self.printed, self.most, self.loud = 0, None if options["all"] else SHOWN, options["verbosity"] > 0
        prompt = Prompt.objects.filter(slug=options["prompt"]).first()
        if prompt is None:
            slugs = ", ".join(Prompt.objects.values_list("slug", flat=True)[:20])
            raise CommandError(_("No question has the slug “%(slug)s”. There are: %(slugs)s.") % {"slug": options["prompt"], "slugs": slugs or _("none")})
        if not options["path"].is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": options["path"]})
        by, seen = self._by(options), self._seen(options)
        if self.loud:
            self.stdout.write(_("+ comes in   = is there already   ! was not understood") + "\n")
        try:
            tally = bring_stream(
                prompt=prompt,
                rows=stream(options["path"]),
                seen=seen,
                by=by,
                approve=options["approve"],
                dry_run=options["dry_run"],
                told=self._told,
                progress=self._progress,
            )
        except NotUnderstood as refusal:
            raise CommandError(str(refusal))
        self._sum(tally, dry_run=options["dry_run"])

    def _by(self, options) -> User | None:
        by = User.objects.filter(email=options["by"].lower()).first() if options["by"] else None
        if options["by"] and (by is None or not may_moderate(by)):
            raise CommandError(_("Nobody with the address %(email)s may decide about quotes.") % {"email": options["by"]})
        if options["approve"] and by is None:
            raise CommandError(_("Say with --by whose decision it is to put them on the wall."))
        return by

    def _seen(self, options) -> Seen:
        if options["consent"] == Batch.Consent.ASKED and not options["consent_note"].strip():
            raise CommandError(_("Say with --consent-note how each was asked and agreed."))
        if len(options["consent_note"]) > 300:
            raise CommandError(_("The note on consent has at most 300 characters."))
        if options["seen_at"]:
            try:
                URLValidator(schemes=["http", "https"])(options["seen_at"])
                MaxLengthValidator(LONGEST_LINK)(options["seen_at"])
            except ValidationError:
                raise CommandError(_("--seen-at must be a link that begins with https://."))
        if options["seen_at"] and not options["on"]:
            raise CommandError(_("Say with --on on which day the words were seen."))
        source = Quote.Source.SEEN if options["seen_at"] else Quote.Source.HEARD
        return Seen(consent=options["consent"], consent_note=options["consent_note"], source=source, source_url=options["seen_at"], source_date=options["on"])

    def _told(self, row: Row, outcome: str) -> None:
        if not self.loud or (self.most is not None and self.printed >= self.most):
            return
        self.printed += 1
        who = ", ".join(part for part in (row.name, row.network, row.town, row.work) if part)
        self.stdout.write(f"{MARKS[outcome]} {row.text[:70]:70}  {who[:50]}")
        for words in row.problems:
            self.stdout.write(f"      {words}")
        if self.printed == self.most:
            self.stdout.write(_("... further rows are not printed (--all prints them)."))

    def _progress(self, tally: Tally) -> None:
        """One line that is written over, on a terminal only. How many are to come nobody knows: the file is read once."""
        if self.loud and self.stderr.isatty():
            words = _("%(seen)s read, %(brought)s in, %(again)s there already, %(wrong)s not understood") % _figures(tally)
            blocks = "#" * (tally.seen // 5_000 % 40)
            self.stderr.write(f"\r[{blocks:40}] {words}", ending="")

    def _sum(self, tally: Tally, *, dry_run: bool) -> None:
        if self.loud and self.stderr.isatty():
            self.stderr.write("")
        if dry_run:
            words = _("Dry run, nothing was written: of %(seen)s rows %(brought)s would come in, %(again)s are there already, %(wrong)s were not understood.")
        else:
            words = _("Of %(seen)s rows %(brought)s came in, %(again)s were there already, %(wrong)s were not understood.")
        self.stdout.write(words % _figures(tally))


def _figures(tally: Tally) -> dict[str, str]:
    return {name: f"{getattr(tally, name):,}" for name in ("seen", "brought", "again", "wrong")}
