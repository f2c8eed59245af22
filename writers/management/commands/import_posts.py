"""`manage.py import_posts PATH --section SLUG --author EMAIL-OR-HANDLE`: a blog's posts, in any number, as drafts of their author."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import User
from stories.models import SectionPage
from writers.bring import brought
from writers.posts import read, table
from writers.posts.make import Bringing, Row
from writers.posts.post import NotReadable
from writers.posts.shelf import opened

SHOWN = 300  # posts that are printed; --all prints every one
MARKS = {"in": "+", "would": "+", "again": "=", "changed": "~", "not": "!"}
WIDTH = 30  # of the progress bar


class Command(BaseCommand):
    help = (
        "Bring a blog's posts in as drafts of their author: Markdown with front matter (Jekyll, Hugo), WordPress's export (WXR), Ghost's and Substack's,"
        " HTML and plain text; a file, a folder or a zip. Nothing is published and nothing is fetched. Once more brings nothing in twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--section", required=True, help="the slug of the section the drafts stand in; stories taken along from a site like this one go back to their own"
        )
        parser.add_argument("--author", required=True, help="whose drafts they are: an e-mail address, a handle or a byline's handle")
        parser.add_argument("--table", type=Path, help="CSV from tags and categories to kinds of service, as --dry-run prints it")
        parser.add_argument("--dry-run", action="store_true", help="look through it, print what would come in, and write nothing")
        parser.add_argument("--all", action="store_true", help=f"print every post, not only the first {SHOWN}")

    def handle(self, *args: Any, **options: Any) -> None:
        self.loud, self.most, self.printed = options["verbosity"] > 0, None if options["all"] else SHOWN, 0
        user, section, given = self._user(options["author"]), self._section(options["section"]), self._table(options["table"])
        counted: Counter[str] = Counter()
        tally: Counter[str] = Counter()
        try:
            with opened(options["path"]) as shelf:
                plan = read.plan(shelf)
                bringing = Bringing(user, shelf, section, given, dry=options["dry_run"])
                self._say(_("+ comes in   = is here already   ~ was changed elsewhere, left alone here   ! does not come in"))
                for row in brought(bringing, plan, counted):
                    tally[row["what"]] += 1
                    self._told(row)
                    self._progress(sum(tally.values()), max(plan.total, 1))
        except NotReadable as problem:
            raise CommandError(str(problem))
        self._sum(tally, counted, given, dry=options["dry_run"])

    def _user(self, typed: str) -> User:
        user = User.objects.filter(Q(email=typed.lower()) | Q(handle=typed)).first() or User.objects.filter(bylines__handle=typed).first()
        if user is None:
            raise CommandError(_("Nobody here has the address or handle %(typed)s.") % {"typed": typed})
        return user

    def _section(self, slug: str) -> SectionPage:
        section = SectionPage.objects.filter(slug=slug).first()
        if section is None:
            slugs = ", ".join(SectionPage.objects.order_by("position").values_list("slug", flat=True))
            raise CommandError(_("No section has the slug “%(slug)s”. There are: %(slugs)s.") % {"slug": slug, "slugs": slugs})
        return section

    def _table(self, path: Path | None) -> dict[str, str]:
        if path is None:
            return {}
        try:
            given, wrong = table.taken_back(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(_("The table %(path)s cannot be read: %(problem)s") % {"path": path, "problem": problem})
        if wrong:
            raise CommandError("\n".join(wrong))
        return given

    def _say(self, words: str) -> None:
        if self.loud:
            self.stdout.write(words)

    def _told(self, row: Row) -> None:
        if not self.loud or (self.most is not None and self.printed >= self.most):
            return
        self.printed += 1
        self.stdout.write(f"{MARKS[row['what']]} {row['title'][:100]}")
        for words in row["why"]:
            self.stdout.write(f"      {words}")
        if self.printed == self.most:
            self.stdout.write(_("... further posts are not printed (--all prints them)."))

    def _progress(self, done: int, total: int) -> None:
        """One line that is written over, on a terminal only."""
        if self.loud and self.stderr.isatty():
            full = min(WIDTH, WIDTH * done // total)
            self.stderr.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done:,} / {max(done, total):,} ", ending="")

    def _sum(self, tally: Counter[str], counted: Counter[str], given: dict[str, str], *, dry: bool) -> None:
        words = _("%(come)s would come in") if dry else _("%(come)s came in")
        figures = {"come": tally["would"] + tally["in"], "again": tally["again"], "changed": tally["changed"], "not": tally["not"]}
        more = _("%(again)s were here already, %(changed)s were changed elsewhere and left alone, %(not)s did not come in.")
        self._say("\n" + f"{words}; {more}" % figures)
        if counted:
            self._say("\n" + _("Tags and categories, and the kind of service each stands for. Fill it in, save it, and give it with --table:"))
            self._say(table.printed(table.of(counted, given=given)))
            if len(counted) > table.MOST:
                self._say(
                    _("These are the %(most)s most used of %(all)s. The others stand for what they are called like here, or for none.")
                    % {"most": table.MOST, "all": len(counted)}
                )
