"""Rows in any number come in one at a time, quotes go out in chunks, in bounded memory: what manage.py import_quotes does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import F

from moderation.fold import folded, text_key
from quotes.bring import Seen, names_by_key, put_on_the_wall, quote_of
from quotes.models import Batch, Prompt, Quote
from quotes.understand import Row

CHUNK = 500


@dataclass
class Tally:
    brought: int = 0
    again: int = 0  # the prompt has the same words by the same name already
    wrong: int = 0  # not understood, not brought in

    @property
    def seen(self) -> int:
        return self.brought + self.again + self.wrong


def bring_stream(
    *,
    prompt: Prompt,
    rows: Iterable[Row],
    seen: Seen,
    by=None,
    approve: bool = False,
    dry_run: bool = False,
    told: Callable[[Row, str], None] = lambda row, outcome: None,
    progress: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Each chunk is one transaction: what is broken off goes on where it stopped when it is called again, without doubling.

    `told` hears of every row ("brought", "again" or "wrong"), `progress` after every chunk. A dry run writes nothing; it does not
    remember earlier chunks, so the same words twice in one file are told only where they stand within 500 rows of each other.
    """
    tally, batch, left = Tally(), None, iter(rows)
    while chunk := list(islice(left, CHUNK)):
        wanted = _sorted_out(prompt, chunk, tally, told)
        if not dry_run and wanted:
            with transaction.atomic():
                batch = batch or _batch(prompt, seen, by)
                made = Quote.objects.bulk_create([quote_of(row.as_dict(), batch=batch, seen=seen) for row in wanted])
                Batch.objects.filter(pk=batch.pk).update(count=F("count") + len(made))
                if approve:
                    put_on_the_wall(made, by=by)
        tally.brought += len(wanted)
        progress(tally)
    return tally


def _sorted_out(prompt: Prompt, chunk: list[Row], tally: Tally, told: Callable[[Row, str], None]) -> list[Row]:
    there = names_by_key(prompt, [text_key(row.text) for row in chunk])
    wanted = []
    for row in chunk:
        names = there[text_key(row.text)]
        if row.problems:
            tally.wrong += 1
            told(row, "wrong")
        elif folded(row.name) in names:
            tally.again += 1
            told(row, "again")
        else:
            names.add(folded(row.name))
            wanted.append(row)
            told(row, "brought")
    return wanted


def _batch(prompt: Prompt, seen: Seen, by) -> Batch:
    return Batch.objects.create(
        prompt=prompt,
        made_by=by,
        state=Batch.State.TAKEN,
        consent=seen.consent,
        consent_note=seen.consent_note,
        source_url=seen.source_url,
        source_date=seen.source_date,
    )
