"""The wall and its moderation with very many quotes: a hundred thousand, or as many as BENCH_QUOTES says.

`BENCH_QUOTES=1000000 DATABASE_URL=postgres://... make bench ARGS=wall`
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench.measuring import Row, page, program, work
from config import env
from core import generation
from moderation.batch import MOST, decide_each
from pages.views.wall import PAGE
from people.models import User
from quotes import share_card, wall
from quotes.models import Prompt, Quote

FAR = 20_000  # the page that must cost what the first one does
IMPORTED = 100_000  # rows
wall_page = partial(page, most_total_ms=15, most_queries=6)
EARLIER = {  # SQL: a copy's moment, `copies.n` minutes before its model's
    "postgresql": "quote.shown_at - copies.n * interval '1 minute'",
    "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', quote.shown_at, '-' || copies.n || ' minutes')",
}


def measure() -> Iterator[Row]:
    prompt = wall.current(wall.prompts(), timezone.now())
    if prompt is None:
        raise RuntimeError("The demo has no question: there is no wall to measure.")
    grow(prompt, env.number("BENCH_QUOTES", 100_000))
    yield from pages(prompt)
    yield from batches(prompt)
    yield from pictures(prompt)
    yield from imports(prompt)


def grow(prompt: Prompt, wanted: int) -> None:
    """Copies the demo's answers, each with its own moment and rings, until about `wanted` stand on the wall."""
    models = wall.answers(prompt).count()
    own = {"shown_at": EARLIER[connection.vendor], "rings": "(copies.n * 7919 + quote.id) %% 1000", "pinned": "false", "text_key": "''"}
    columns = [str(field.column) for field in Quote._meta.local_fields if field.column != "id"]
    values = ", ".join(own.get(column, f"quote.{column}") for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s) "  # noqa: S608
            f"INSERT INTO quotes_quote ({', '.join(columns)}) SELECT {values} FROM copies "
            "CROSS JOIN quotes_quote quote WHERE quote.prompt_id = %s AND quote.status = 'approved'",
            [max(1, wanted // models - 1), prompt.pk],
        )
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE quotes_quote")
    generation.bump()


def pages(prompt: Prompt) -> Iterator[Row]:
    there = wall.answers(prompt).count()
    number = min(FAR, there // PAGE - 1)
    label, url = f"{there:,} quotes: ", prompt.get_absolute_url()
    town, trade = wall.answers(prompt).exclude(town="").exclude(work="").order_by("pk").values_list("town", "work")[0]
    for name, choice in (("newest", wall.Choice()), ("most rung", wall.Choice(order=wall.RINGS)), ("one town", wall.Choice(place=town))):
        address = choice.address(prompt)
        yield wall_page(f"{label}{name}, page 1", address)
        rows = wall.answers(prompt, choice)
        far = min(number, rows.count() // PAGE - 1)
        yield wall_page(f"{label}{name}, page {far:,}", f"{address}{'&' if '?' in address else '?'}before={before(rows, choice, far * PAGE)}")
    yield wall_page(f"{label}one line of work, page 1", f"{url}?work={trade}")
    yield wall_page(f"{label}page 1, first after an approval", url, before=generation.bump_said)
    yield page(f"{label}page 1, first after everything changed", url, before=generation.bump)
    yield page(f"{label}front page", "/", most_queries=20)


def before(rows, choice: wall.Choice, number: int) -> str:
    """The cursor of the page that begins after `number` rows, found by counting, once."""
    value, pk = rows.order_by(f"-{choice.field}", "-pk").values_list(choice.field, "pk")[number - 1]
    return f"{value:%Y-%m-%dT%H:%M:%S.%fZ},{pk}" if choice.field == "shown_at" else f"{value},{pk}"


def batches(prompt: Prompt) -> Iterator[Row]:
    """A moderator approves what 50 people sent, every one of whom left an address."""
    editor = User.objects.filter(is_superuser=True)[0]
    waiting: list[Quote] = []

    def send() -> None:
        made = Quote.objects.bulk_create(
            Quote(prompt=prompt, text=f"They rang back, {number}.", name="Jo", email=f"jo{number}@example.org") for number in range(MOST)
        )
        waiting[:] = Quote.objects.select_related("prompt", "user").filter(pk__in=[quote.pk for quote in made])

    def approve() -> None:
        if len(decide_each([(quote, quote.version) for quote in waiting], action="approve", actor=editor).decisions) != MOST:
            raise RuntimeError("Some of the batch were refused.")

    yield work(f"approving {MOST}, with {MOST} mails", approve, before=send, most_total_ms=1_000, times=10)


def pictures(prompt: Prompt) -> Iterator[Row]:
    quote = max(wall.answers(prompt).select_related("prompt").order_by("pk")[:150], key=lambda one: len(one.text))
    yield work("a quote's share picture, drawn", lambda: share_card.draw(quote), most_ms=150, times=10)
    yield page("a quote's share picture, a stored file", f"{quote.get_absolute_url()}card.png", most_queries=2)
    yield page("a quote's page", quote.get_absolute_url(), most_queries=6)


def imports(prompt: Prompt) -> Iterator[Row]:
    """`manage.py import_quotes` as a program of its own, to see what memory it takes: with few rows and with very many."""
    small = 0.0
    for count in (1_000, IMPORTED):
        path = Path(settings.VAR) / f"answers-{count}.csv"
        with path.open("w", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(["text", "name", "town"])
            sheet.writerows((f"Number {number} picked up the telephone and put it right at once.", f"Reader {number}", "Leeds") for number in range(count))
        command = ["import_quotes", str(path), "--prompt", prompt.slug, "--consent", "thread", "--verbosity", "0"]
        row = program(
            f"import of {count:,} rows", [sys.executable, str(settings.BASE_DIR / "manage.py"), *command], most_megabytes=small + 40 if small else None
        )
        small = small or row.megabytes
        yield row
