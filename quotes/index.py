"""What search knows of quotes: one SearchEntry for each that anybody may read, none for all others."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import Truncator
from django_tasks import task

from core import clock, generation
from core.models import SearchEntry
from quotes.cards import named
from quotes.models import Prompt, Quote

KIND = "quote"
AT_ONCE = 1_000  # quotes that are taken in by one transaction
A_TICK = 20  # such transactions in one tick of the clock, which has other things to do: some seconds
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
    """Answers of the walls that began to show in the last days and are not found yet: the next tick goes on where this one stops."""
    now = timezone.now()
    for prompt in Prompt.objects.filter(shows_at__lte=now, shows_at__gt=now - FOLLOWED, opens_at__lte=now):
        _keep_chunks(prompt, most=A_TICK)


def take_in_wall(prompt: Prompt) -> None:
    """An editor ended its embargo: a usual wall is found at once; of a very large one the worker takes in the rest."""
    if keep_missing(prompt) == AT_ONCE:
        take_in_rest.enqueue(prompt.pk)


@task()
def take_in_rest(prompt_id: int) -> None:
    for prompt in Prompt.objects.filter(pk=prompt_id):
        _keep_chunks(prompt)


def _keep_chunks(prompt: Prompt, most: int = sys.maxsize) -> None:
    """Chunk after chunk, until none is missing or its editors put the wall back under embargo."""
    kept = 0
    while kept < most and prompt.shows(timezone.now()) and keep_missing(prompt):
        kept += 1
        prompt.refresh_from_db()
    if kept:
        generation.bump()


def keep_missing(prompt: Prompt) -> int:
    """Takes in up to AT_ONCE approved answers that search does not know; says how many."""
    known = SearchEntry.objects.filter(kind=KIND, target=OuterRef("pk"))
    rows = Quote.objects.approved().filter(~Exists(known), prompt=prompt).select_related("prompt")
    with transaction.atomic():
        missing = list(rows.select_for_update(of=["self"])[:AT_ONCE])  # held: what is withdrawn meanwhile is taken out again, not in
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
