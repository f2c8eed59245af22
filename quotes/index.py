"""What search knows of quotes: one SearchEntry for each that anybody may read, none for all others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import Truncator

from core import clock, generation
from core.models import SearchEntry
from quotes.cards import named
from quotes.models import Prompt, Quote

KIND = "quote"
AT_ONCE = 1_000  # quotes that one tick of the clock takes in
FOLLOWED = timedelta(days=7)  # after an embargo ended: a wall of a million is taken in by then
COLUMNS = ("title", "text", "summary", "url", "label", "year", "shown_at")


def follow(quote: Quote) -> None:
    """Takes the quote in, brings its entry up to date, or takes it out: as it may be read now."""
    if quote.status == Quote.Status.APPROVED and quote.prompt.shows(timezone.now()):
        keep([quote])
    else:
        drop(quote.pk)


def keep(quotes: Iterable[Quote]) -> None:
    entries = [_entry(quote) for quote in quotes]
    SearchEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["kind", "target"], update_fields=COLUMNS)


def drop(pk: int) -> None:
    SearchEntry.objects.filter(kind=KIND, target=pk).delete()


def drop_all(prompt: Prompt) -> None:
    """A wall that went back under embargo is not found either."""
    SearchEntry.objects.filter(kind=KIND, target__in=prompt.quotes.values("pk")).delete()


@clock.due("quotes whose embargo ended")
def take_in() -> None:
    """Answers of the walls that began to show in the last days and are not found yet."""
    now = timezone.now()
    for prompt in Prompt.objects.filter(shows_at__lte=now, shows_at__gt=now - FOLLOWED, opens_at__lte=now):
        if keep_missing(prompt):
            generation.bump()


def keep_missing(prompt: Prompt) -> int:
    """Takes in up to AT_ONCE approved answers that search does not know; says how many."""
    known = SearchEntry.objects.filter(kind=KIND, target=OuterRef("pk"))
    missing = list(Quote.objects.approved().filter(~Exists(known), prompt=prompt).select_related("prompt")[:AT_ONCE])
    keep(missing)
    return len(missing)


def _entry(quote: Quote) -> SearchEntry:
    shown_at: datetime = quote.shown_at or timezone.now()
    return SearchEntry(
        kind=KIND,
        target=quote.pk,
        title=Truncator(quote.text).chars(120),
        text=" ".join(part for part in (quote.text, quote.name, quote.town, quote.work) if part),
        summary=", ".join(part for part in (named(quote), quote.work or quote.town) if part),
        url=quote.get_absolute_url(),
        label=quote.prompt.title,
        year=timezone.localtime(shown_at).year,
        shown_at=shown_at,
    )
