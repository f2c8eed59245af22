"""A quote as the moderators' queue shows and mends it."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.decide import CannotDecide
from moderation.fold import text_key
from moderation.subjects import Facts, Subject
from quotes.clean import clean_line
from quotes.models import Quote
from quotes.rules import line_problem


def facts(quote: Quote) -> Facts:
    return [
        (_("Prompt"), quote.prompt.title),
        (_("Network"), quote.get_network_display()),
        (_("Town"), quote.town),
        (_("Line of work"), quote.work),
        (_("Source"), _source(quote)),
        (_("Consent"), " · ".join(part for part in (quote.consent_version, quote.consent_words) if part) or _("none on record")),
    ]


def _source(quote: Quote) -> str:
    day = date_format(quote.source_date, "F j, Y") if quote.source_date else ""
    return " · ".join(part for part in (str(quote.get_source_display()), quote.source_url, day) if part)


def edited(quote: Quote, text: str) -> dict[str, Any]:
    """A light edit keeps the line as it was sent; what was seen or heard elsewhere is nobody's to edit."""
    if quote.words_locked:
        raise CannotDecide(_("These words were seen or heard elsewhere: they are quoted as they are, or not at all."))
    line = clean_line(text)
    problem = line_problem(line)
    if problem:
        raise CannotDecide(problem)
    if line == quote.text:
        raise CannotDecide(_("Nothing was changed in the line."))
    original = quote.original_text or quote.text
    return {"text": line, "original_text": "" if line == original else original, "text_key": text_key(line)}


SUBJECT = Subject(kind="quote", model=Quote, label=gettext_lazy("Quotes"), group="prompt", related=("prompt", "user"), facts=facts, edited=edited)
