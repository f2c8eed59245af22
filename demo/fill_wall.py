"""The demo's quote wall: prompts, what stands on their walls, what waits, and the choice of the next question, from demo/data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from core.models import Ring
from demo import data_files
from moderation import decide, flag
from moderation.models import Decision
from pages import furnish
from people.models import User
from quotes import collect, consent
from quotes.models import Prompt, Proposal, Quote, Vote

APART = timedelta(hours=11, minutes=17)  # between one answer and the next on the same wall
READ_AFTER = timedelta(hours=5)


def fill(editors: list[User]) -> None:
    prompts = make_prompts()
    make_quotes(prompts, editors)
    make_waiting(prompts["current"])
    make_ballot()
    make_rings("quote", Quote.objects.values_list("pk", "rings"))


def make_prompts() -> dict[str, Prompt]:
    made, today = {}, timezone.now()
    for key, row in data_files.read("prompts").items():
        days = {f"{name}_at": today + timedelta(days=row.pop(name)) for name in ("opens", "shows", "closes") if name in row}
        if row.pop("first", False):
            made[key] = furnish.first_prompt(opens_at=days["opens_at"])
            Prompt.objects.filter(pk=made[key].pk).update(**row)
        else:
            made[key] = Prompt.objects.create(**row, **days)
    return made


def make_quotes(prompts: dict[str, Prompt], editors: list[User]) -> None:
    """Each was sent, read by an editor some hours later, and shown; the newest of each wall this morning or when it closed."""
    latest = {key: (prompt.closes_at or timezone.now()) - timedelta(hours=3) for key, prompt in prompts.items()}
    latest["embargo"] = timezone.now() - timedelta(hours=3)
    for number, row in enumerate(data_files.read("quotes")):
        key = row.pop("prompt")
        shown_at = latest[key]
        latest[key] -= APART
        make_quote(prompts[key], row, editor=editors[number % len(editors)], shown_at=shown_at)


def make_quote(prompt: Prompt, row: dict[str, Any], *, editor: User, shown_at: datetime) -> Quote:
    row.pop("dissents", None)
    rings = row.pop("rings", 0)
    sent = shown_at - READ_AFTER
    quote = Quote.objects.create(prompt=prompt, **row, rings=rings, text_key=flag.text_key(row["text"]), created_at=sent, **consent.given())
    decision = decide.decide(quote, action="approve", actor=editor, changes={"shown_at": shown_at})
    Decision._base_manager.filter(pk=decision.pk).update(made_at=shown_at)  # the verb wrote today's date
    return quote


def make_ballot() -> None:
    """Every count shown is a count of rows: each vote is one, and so is each ring."""
    today = timezone.localdate()
    for row in data_files.read("proposals"):
        proposal = Proposal.objects.create(**row)
        Vote.objects.bulk_create(Vote(proposal=proposal, reader=f"demo-{proposal.pk}-{number}", day=today) for number in range(proposal.votes))


def make_rings(kind: str, totals: Iterable[tuple[int, int]]) -> None:
    today = timezone.localdate()
    rows = (Ring(kind=kind, target=pk, reader=f"demo-{number}", day=today - timedelta(days=number % 28)) for pk, total in totals for number in range(total))
    Ring.objects.bulk_create(rows, batch_size=500)


def make_waiting(prompt: Prompt) -> None:
    """Sent through the same verb as anybody's, so that the signals are the real ones."""
    rows, sent = data_files.read("waiting_quotes"), []
    for number, row in enumerate(rows):
        row.pop("about")
        source = flag.source_key(f"203.0.113.{1 if row.pop('sender', '') else number + 10}")
        circumstances = flag.Circumstances(source_key=source, seconds=row.pop("seconds"), honeypot="")
        sent.append(collect.collect(prompt=prompt, circumstances=circumstances, **row))
    for number, quote in enumerate(reversed(sent)):  # afterwards: many from one source is a sign within a day
        Quote.objects.filter(pk=quote.pk).update(created_at=timezone.now() - timedelta(hours=2 + 3 * number))
