"""The table from an old site's tags and categories to our kinds of service: guessed, printed, and taken back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.text import slugify
from django.utils.translation import gettext as _

from stories.models import KindOfService

MOST = 200  # terms that are shown, the most used ones
COLUMNS = ("tag or category", "kind of service")


def guessed(terms: Iterable[str]) -> dict[str, str]:
    """{term: slug of the kind of service that is called the same, or ""}."""
    kinds: dict[str, str] = {}
    for kind in KindOfService.objects.all():
        kinds |= {slugify(kind.name): kind.slug, kind.slug: kind.slug}
    return {term: kinds.get(slugify(term), "") for term in terms}


def of(counted: Counter[str], *, given: Mapping[str, str]) -> dict[str, str]:
    """The most used terms, each with what was given for it or is guessed."""
    terms = [term for term, _count in counted.most_common(MOST)]
    return guessed(terms) | {term: given[term] for term in terms if term in given}


def services(terms: Iterable[str], table: Mapping[str, str]) -> list[str]:
    """The kinds of service of a post, each once."""
    missing = [term for term in terms if term not in table]
    whole = dict(table) | (guessed(missing) if missing else {})
    return list(dict.fromkeys(slug for term in terms if (slug := whole.get(term))))


def printed(table: Mapping[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((term, table[term]) for term in sorted(table, key=str.casefold))
    return out.getvalue()


def taken_back(text: str) -> tuple[dict[str, str], list[str]]:
    """The table, and what is wrong with it."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    mark = next((one for one in ",;\t" if one.join(COLUMNS) in text), ",")  # a table program parts columns as its country does
    before, header, rows = text.partition(f"{mark.join(COLUMNS)}\n")
    text, above = (rows, before.count("\n") + 1) if header else (before, 0)  # all that --dry-run prints may be given, too
    known = set(KindOfService.objects.values_list("slug", flat=True))
    table, wrong = {}, []
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=mark), above + 1):
        if not row or tuple(row[:2]) == COLUMNS:
            continue
        if len(row) == 1 and not header:
            wrong.append(_("Line %(line)s has one column. Part the tag and the kind of service by a comma, as --dry-run prints them.") % {"line": number})
            continue
        term, slug = row[0].strip(), row[1].strip() if len(row) > 1 else ""
        if slug and slug not in known:
            wrong.append(_("Line %(line)s: there is no kind of service “%(slug)s”. There are: %(known)s.") % _told(number, slug, known))
        table[term] = slug
    return table, wrong


def _told(number: int, slug: str, known: set[str]) -> dict[str, object]:
    return {"line": number, "slug": slug, "known": ", ".join(sorted(known))}
